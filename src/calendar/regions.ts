import { COUNTRIES } from './countries.ts';

/** Regions with public holidays of their own, by `date-holidays`; a list for the reason of `COUNTRIES`. */
const REGIONS: Readonly<Record<string, string>> = {
  ad: `03=Encamp|07=Andorra la Vella`,
  ag: `10=Barbuda`,
  at: `1=Burgenland|2=Carinthia|3=Lower Austria|4=Upper Austria|5=Salzburg|6=Styria|7=Tyrol|8=Vorarlberg|9=Vienna`,
  au: `ACT=Australian Capital Territory|NSW=New South Wales|NT=Northern Territory|QLD=Queensland|SA=South Australia|TAS=Tasmania|VIC=Victoria|WA=Western Australia`,
  ba: `BIH=Federation of Bosnia and Herzegovina|BIH-W=Federation of Bosnia and Herzegovina · Western Herzegovina|BRC=Brčko District|SRP=Republika Srpska`,
  be: `BRU=Bruxelles|DE=Deutschsprachige Gemeinschaft|VLG=Vlaamse Gemeenschap|WAL=Communauté française`,
  bo: `B=Beni|C=Cochabamba|H=Chuquisaca|L=La Paz|N=Pando|O=Oruro|P=Potosí|S=Santa Cruz|T=Tarija`,
  bq: `BO=Bonaire|SA=Saba|SE=Sint Eustatius`,
  br: `AC=Acre|AL=Alagoas|AM=Amazonas|AP=Amapá|BA=Bahia|CE=Ceará|DF=Distrito Federal|ES=Espírito Santo|GO=Goiás|GO-GOIANIA=Goiás · Goiânia|MA=Maranhão|MG=Minas Gerais|MG-BH=Minas Gerais · Belo Horizonte|MS=Mato Grosso do Sul|MT=Mato Grosso|PA=Pará|PB=Paraíba|PE=Pernambuco|PE-RE=Pernambuco · Recife|PI=Piauí|PR=Paraná|PR-CU=Paraná · Curitiba|RJ=Rio de Janeiro|RJ-RJ=Rio de Janeiro · Rio de Janeiro|RN=Rio Grande do Norte|RO=Rondônia|RR=Roraima|RS=Rio Grande do Sul|SC=Santa Catarina|SE=Sergipe|SP=São Paulo|SP-SP=São Paulo · São Paulo|TO=Tocantins`,
  ca: `AB=Alberta|BC=British Columbia|MB=Manitoba|NB=New Brunswick|NL=Newfoundland and Labrador|NS=Nova Scotia|NT=Northwest Territories|NU=Nunavut|ON=Ontario|PE=Prince Edward Island|QC=Quebec|SK=Saskatchewan|YT=Yukon`,
  ch: `ZH=Canton of Zürich|BE=Canton of Bern|LU=Canton of Lucerne|UR=Canton of Uri|SZ=Canton of Schwyz|OW=Canton of Obwalden|NW=Canton of Nidwalden|GL=Canton of Glarus|ZG=Canton of Zug|FR=Canton of Fribourg|SO=Canton of Solothurn|BS=Canton of Basel-City|BL=Canton of Basel-Country|SH=Canton of Schaffhausen|AR=Canton of Appenzell Outer Rhodes|AI=Canton of Appenzell Inner-Rhodes|SG=Canton of St. Gallen|GR=Canton of Grisons|AG=Canton of Aargau|TG=Canton of Thurgau|TI=Canton of Ticino|VD=Canton of Vaud|VS=Canton of Valais|NE=Canton of Neuchâtel|GE=Canton of Geneva|JU=Canton of Jura`,
  ck: `Aitutaki=Aitutaki|Atiu=Atiu|Mangaia=Mangaia|Manihiki=Manihiki|Mitiaro=Mitiaro|Palmerston=Palmerston|Penrhyn=Penrhyn|Pukapuka=Pukapuka|Rakahanga=Rakahanga|Rarotonga=Rarotonga`,
  cl: `AP=Arica y Parinacota|BI=Biobío|BI-CH=Biobío · Chillán y Chillán Viejo|NU=Ñuble|NU-CH=Ñuble · Chillán y Chillán Viejo|TA=Tarapacá`,
  cv: `S=Sotavento Islands|S-PR=Sotavento Islands · Praia`,
  de: `BB=Brandenburg|BE=Berlin|BW=Baden-Württemberg|BY=Bayern|BY-A=Bayern · Stadt Augsburg|BY-KATH=Bayern · Predominantly catholic communities|BY-EVANG=Bayern · Predominantly protestant communities|HB=Hansestadt Bremen|HE=Hessen|HH=Hansestadt Hamburg|MV=Mecklenburg-Vorpommern|NI=Niedersachsen|NW=Nordrhein-Westfalen|RP=Rheinland-Pfalz|SH=Schleswig-Holstein|SL=Saarland|SN=Sachsen|SN-BZ=Sachsen · Landkreis Bautzen|ST=Sachsen-Anhalt|TH=Thüringen|TH-EIC=Thüringen · Landkreis Eichfeld|TH-UH=Thüringen · Unstrut-Hainich-Kreis|TH-WAK=Thüringen · Wartburgkreis`,
  ec: `P=Pichincha|P-QU=Pichincha · Quito`,
  es: `AN=Andalucía|AR=Aragón|AS=Asturias|CB=Cantabria|CE=Ciudad de Ceuta|CL=Castile and León|CM=Castile-La Mancha|CN=Canary Islands|CN-EH=Canary Islands · El Hierro|CN-FU=Canary Islands · Fuerteventura|CN-GC=Canary Islands · Gran Canaria|CN-LG=Canary Islands · La Gomera|CN-LP=Canary Islands · La Palma|CN-LA=Canary Islands · Lanzarote|CN-TE=Canary Islands · Tenerife|CT=Catalonia|CT-B=Catalonia · Barcelona|EX=Extremadura|GA=Galicia|IB=Balearic Islands|MC=Murcia Region|MD=Comunidad de Madrid|ML=Ciudad de Melilla|NC=Navarra Chartered Community|PV=Basque Country|RI=La Rioja|VC=Valencian Community`,
  fr: `57=Département Moselle|67=Département Bas-Rhin|68=Département Haut-Rhin|YT=Département et région d'outre-mer Mayotte|MQ=Département et région d'outre-mer Martinique|GP=Département et région d'outre-mer Guadeloupe|GF=Département et région d'outre-mer Guyane|RE=Département et région d'outre-mer La Réunion|MF=Département et région d'outre-mer Saint Martin|BL=Département et région d'outre-mer Saint Barthélemy`,
  gb: `ALD=Alderney|ENG=England|NIR=Northern Ireland|SCT=Scotland|WLS=Wales`,
  gt: `1=Guatemala|1-101=Guatemala · Guatemala|1-102=Guatemala · Santa Catarina Pinula|1-103=Guatemala · San José Pinula|1-104=Guatemala · San José del Golfo|1-105=Guatemala · Palencia|1-106=Guatemala · Chinautla|1-107=Guatemala · San Pedro Ayampuc|1-108=Guatemala · Mixco|1-109=Guatemala · San Pedro Sacatepéquez|1-110=Guatemala · San Juan Sacatepéquez|1-111=Guatemala · San Raimundo|1-112=Guatemala · San Pedro y San Pablo|1-113=Guatemala · Fraijanes|1-114=Guatemala · Amatitlán|1-115=Guatemala · Villa Nueva|1-116=Guatemala · Villa Canales|1-117=Guatemala · San Miguel Petapa`,
  hr: `17=Split-Dalmatia|19=Dubrovnik-Neretva`,
  ic: `EH=El Hierro|FU=Fuerteventura|GC=Gran Canaria|LG=La Gomera|LP=La Palma|LA=Lanzarote|TE=Tenerife`,
  in: `AN=Andaman and Nicobar Islands|AP=Andhra Pradesh|AR=Arunachal Pradesh|AS=Assam|BR=Bihar|CH=Chandigarh|CT=Chhattisgarh|DD=Daman and Diu|DL=Delhi|DN=Dadra and Nagar Haveli|GA=Goa|GJ=Gujarat|HP=Himachal Pradesh|HR=Haryana|JK=Jammu and Kashmir|KA=Karnataka|KL=Kerala|LD=Lakshadweep|MH=Maharashtra|ML=Meghalaya|MN=Manipur|MP=Madhya Pradesh|MZ=Mizoram|NL=Nagaland|OR=Odisha|PB=Punjab|PY=Puducherry|RJ=Rajasthan|SK=Sikkim|TG=Telangana|TN=Tamil Nadu|TR=Tripura|UP=Uttar Pradesh|UT=Uttarakhand|WB=West Bengal`,
  it: `21=Piedmont|21-TO=Piedmont · Turin|25=Lombardy|25-MI=Lombardy · Milan|32=Südtirol|52=Tuscany|52-FI=Tuscany · Florence|62=Lazio|62-RM=Lazio · Rome|82=Sicily|82-PA=Sicily · Palermo`,
  md: `CA=Cahul|CU=Chișinău`,
  my: `10=Selangor|11=Terengganu|12=Sabah|13=Sarawak|14=Kuala Lumpur|15=Labuan|16=Putrajaya|01=Johor|02=Kedah|03=Kelantan|04=Malacca|05=Negeri Sembilan|06=Pahang|07=Penang|08=Perak|09=Perlis`,
  nl: `GR=Groningen|GR-GRN=Groningen · Groningen|NH=North Holland|NH-ALK=North Holland · Alkmaar|ZH=South Holland|ZH-BRL=South Holland · Brielle|ZH-LDN=South Holland · Leiden`,
  nz: `AUK=Auckland Province|BOP=Bay of Plenty|CAN=Canterbury|CAN-Timaru=Canterbury · Timaru District|CIT=Chatham Islands|GIS=Gisborne|HKB=Hawke's Bay|MBH=Marlborough|MWT=Manawatu-Wanganui|NSN=Nelson|NTL=Northland|OTA=Otago Province|STL=Southland|TAS=Tasman|TKI=Taranaki|WKO=Waikato|WGN=Wellington Province|WTC=Westland|WTC-Buller=Westland · Buller district`,
  pe: `CUS=Cuzco`,
  pk: `BA=Balochistan|GB=Gilgit-Baltistan|IS=Islamabad|JK=Azad Kashmir|KP=Khyber Pakhtunkhwa|PB=Punjab|SD=Sindh`,
  ru: `AD=Republic of Adygea|AL=Altai Republic|BA=Republic of Bashkortostan|BEL=Belgorod Oblast|BRY=Bryansk Oblast|BU=Republic of Buryatia|CE=Chechen Republic|CR=Republic of Crimea|CU=Chuvash Republic|DA=Republic of Dagestan|IN=Republic of Ingushetia|IRK=Irkutsk Oblast|KB=Kabardino-Balkar Republic|KC=Karachay-Cherkess Republic|KDA=Krasnodar Krai|KL=Republic of Kalmykia|KO=Republic of Komi|KR=Republic of Karelia|MR=Republic of Mordovia|NO=Republic of North Ossetia-Alania|OMS=Omsk Oblast|PNZ=Penza Oblast|SA=Sakha (Yakutia) Republic|SAR=Saratov Oblast|SEV=Sevastopol|STA=Stavropol Krai|TA=Republic of Tatarstan|TY=Republic of Tuva|ZAB=Zabaykalsky Krai`,
  sh: `AC=Ascension Island|HL=Saint Helena|TA=Tristan da Cunha`,
  so: `AW=Awdal|SA=Sanaag|SO=Sool|TO=Togdheer|WO=Woqooyi Galbeed`,
  sv: `SS=San Salvador`,
  us: `AL=Alabama|AK=Alaska|AZ=Arizona|AR=Arkansas|CA=California|CA-LA=California · Los Angeles|CO=Colorado|CT=Connecticut|DE=Delaware|DC=District of Columbia|FL=Florida|GA=Georgia|HI=Hawaii|ID=Idaho|IL=Illinois|IN=Indiana|IA=Iowa|KS=Kansas|KY=Kentucky|LA=Louisiana|LA-NO=Louisiana · New Orleans|ME=Maine|MD=Maryland|MA=Massachusetts|MI=Michigan|MN=Minnesota|MS=Mississippi|MO=Missouri|MT=Montana|NE=Nebraska|NV=Nevada|NH=New Hampshire|NJ=New Jersey|NM=New Mexico|NY=New York|NC=North Carolina|ND=North Dakota|OH=Ohio|OK=Oklahoma|OR=Oregon|PA=Pennsylvania|RI=Rhode Island|SC=South Carolina|SD=South Dakota|TN=Tennessee|TX=Texas|UT=Utah|VT=Vermont|VA=Virginia|WA=Washington|WV=West Virginia|WI=Wisconsin|WY=Wyoming`,
  ve: `B=Anzoátegui|G=Carabobo|K=Lara|K-BA=Lara · Barquisimeto|M=Miranda|N=Monagas|S=Táchira|V=Zulia`,
};

export interface Region {
  /** with its country: `de-BY`, `us-CA-LA` */
  code: string;
  name: string;
}

const byCountry = new Map<string, readonly Region[]>(
  COUNTRIES.map(country => [
    country,
    (REGIONS[country] ?? '').split('|').flatMap(text => {
      const [code, name] = text.split('=');
      return code && name ? [{ code: `${country}-${code}`, name }] : [];
    }),
  ]),
);

export const regionsOf = (country: string): readonly Region[] => byCountry.get(country) ?? [];

export const countryOf = (place: string): string => place.split('-')[0] ?? place;

export const regionOf = (code: string): Region | undefined => regionsOf(countryOf(code)).find(r => r.code === code);

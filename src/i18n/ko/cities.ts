/** Other zones show their own name. */
const CITIES: Readonly<Record<string, string>> = {
  Seoul: '서울',
  Tokyo: '도쿄',
  Shanghai: '상하이',
  'Hong Kong': '홍콩',
  Taipei: '타이베이',
  Singapore: '싱가포르',
  Bangkok: '방콕',
  'Ho Chi Minh': '호찌민',
  Jakarta: '자카르타',
  Manila: '마닐라',
  Kolkata: '콜카타',
  Dubai: '두바이',
  Sydney: '시드니',
  London: '런던',
  Paris: '파리',
  Berlin: '베를린',
  Amsterdam: '암스테르담',
  'New York': '뉴욕',
  Chicago: '시카고',
  'Los Angeles': '로스앤젤레스',
  Vancouver: '밴쿠버',
  Toronto: '토론토',
};

export const cityKo = (city: string): string => CITIES[city] ?? city;

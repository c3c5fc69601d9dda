/** Countries of `date-holidays` without South Korea. A list, so that the 12 MB library loads on demand. */
const CODES =
  'ad ae ag ai al am ao ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et fi fj fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gt gu gw gy hk hn hr ht hu ic id ie il im in ir is it je jm jp ke km kn ky kz lc li lk lr ls lt lu lv ly ma mc md me mf mg mk ml mq mr ms mt mu mw mx my mz na nc ne nf ng ni nl no nz pa pe pf ph pk pl pm pr pt py re ro rs ru rw sa sc sd se sg sh si sj sk sl sm sn so sr ss st sv sx sz tc td tg th tn to tr tt tw tz ua ug us uy uz va vc ve vg vi vn vu wf xk yt za zm zw';

export const COUNTRIES: readonly string[] = CODES.split(' ');

/** A country's public holidays, or none. */
export const HOLIDAYS: readonly string[] = ['kr', 'none', ...COUNTRIES];

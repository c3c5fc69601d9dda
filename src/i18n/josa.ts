import { josa as particleOf } from 'es-hangul';

/** Particles by whether the word before them ends with a consonant: `은/는`, `이/가`, `으로/로` … */
export type Particle = Parameters<typeof particleOf>[1];

const DIGITS = ['영', '일', '이', '삼', '사', '오', '육', '칠', '팔', '구'];

/** The word with its particle, as read aloud; brackets and formatting at its end are not read. */
export function josa(word: string, particle: Particle): string {
  const last = lastRead(word);
  return `${word}${last === undefined ? either(particle) : particleOf.pick(last, particle)}`;
}

/** Longer ends are never read. */
const END = 100;
const SIGN = /[*_~`"'’”\])」』\u2060\s]/u;

/** A loop: an anchored expression restarts at every sign. */
function spoken(word: string): string {
  const tail = word.slice(-END);
  let end = tail.length;
  while (end > 0 && SIGN.test(tail.charAt(end - 1))) {
    const open = tail.charAt(end - 1) === ')' ? tail.lastIndexOf('(', end - 2) : -1;
    end = open > tail.lastIndexOf(')', end - 2) ? open : end - 1;
  }
  return tail.slice(0, end);
}

/** The last syllable as it is read; undefined where nobody can tell. */
function lastRead(word: string): string | undefined {
  const read = spoken(word);
  // A time ends with its minutes.
  if (/\d:\d{2}$/.test(read)) return '분';
  const last = read.at(-1) ?? '';
  if (/\d/.test(last)) return DIGITS[Number(last)];
  if (/[가-힣]/.test(last)) return last;
  return /[a-z]/i.test(last) ? latin(read) : undefined;
}

/** A final capital of a word of letters is read by its name; others by sound, as far as that is certain. */
function latin(word: string): string | undefined {
  let from = word.length;
  while (/[A-Za-z]/.test(word.charAt(from - 1))) from--;
  const letters = word.slice(from);
  if (letters === letters.toUpperCase()) return /[LR]$/.test(letters) ? '엘' : /[MN]$/.test(letters) ? '엠' : '에';
  if (/l$/i.test(letters)) return '을';
  if (/(m|n|ng)$/i.test(letters)) return '은';
  return /([aiouyfhjrsvwxz]|[^lmnkptbdgc]e)$/i.test(letters) ? '아' : undefined;
}

/** 은(는), (으)로: correct after any word. */
function either(particle: Particle): string {
  const [after = '', without = ''] = particle.split('/');
  if (after.endsWith(without)) return `(${after.slice(0, after.length - without.length)})${without}`;
  return `${after}(${without})`;
}

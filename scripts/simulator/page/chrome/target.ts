const TYPING_MS = 700;
let typed = '';
let lastAt = 0;

/** Which of `names` a key goes to from `at`: arrows (round the ends), Home, End, or letters that a name begins with; -1: none. */
export function target(key: string, at: number, names: readonly string[], now = Date.now()): number {
  const last = names.length - 1;
  if (last < 0) return -1;
  if (key === 'ArrowDown') return at >= last ? 0 : at + 1;
  if (key === 'ArrowUp') return at <= 0 ? last : at - 1;
  if (key === 'Home') return 0;
  if (key === 'End') return last;
  if ([...key].length !== 1 || key === ' ') return -1;
  typed = now - lastAt > TYPING_MS ? key : typed + key;
  lastAt = now;
  const wanted = typed.toLocaleLowerCase();
  const fits = (name = ''): boolean => name.trim().toLocaleLowerCase().startsWith(wanted);
  // One letter goes on to the next name; more of them stay while the name still fits.
  const from = typed.length === 1 ? at + 1 : at;
  const order = names.map((_, i) => (from + i) % names.length);
  return order.find(i => fits(names[i])) ?? -1;
}

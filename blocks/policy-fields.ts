import type { InputBlock } from '@slack/types';
import type { Words } from '../src/i18n/index.ts';
import { defined } from '../src/shared/defined.ts';
import { adminAction } from './administration-ids.ts';
import { VALUE } from './ids.ts';
import { datePicker, textInput } from './inputs.ts';
import { literal, option, plain } from './kit.ts';

export type PolicyGroup = keyof Words['policy']['groups'];
export type FieldName = keyof Words['policy']['fields'];
export type PolicyValue = string | number | boolean | null | readonly { date: string; name: string }[];

/**
 * How a value is entered. `hours`: stored in minutes. `rate`: stored in percent. `country`, `region`: whose holidays.
 * `empty`: may be left out (null). `days`: shown only.
 */
export type FieldSpec = { field: FieldName } & (
  | { is: 'channel' | 'time'; empty?: true }
  | { is: 'date' | 'text'; empty: true }
  | { is: 'zone' | 'yesno' | 'monthDay' | 'country' }
  | { is: 'region' }
  | { is: 'days' }
  | { is: 'choice'; options: readonly string[] }
  | { is: 'number' | 'hours' | 'count' | 'rate'; min: number; max: number }
);

/** Of a field that is asked for whatever else is chosen. */
type InputSpec = Exclude<FieldSpec, { is: 'region' | 'days' }>;

const isChannelId = (value: PolicyValue): value is string =>
  typeof value === 'string' && /^[CG][A-Z0-9]{2,}$/.test(value);

/** A field's name beside its value, without the unit that the value has. */
export function fieldName(spec: FieldSpec, w: Words): string {
  const label = w.policy.fields[spec.field];
  return 'max' in spec ? label.slice(0, label.lastIndexOf(' (')) : label;
}

/** A value as it is shown; safe in mrkdwn. */
export function valueText(spec: FieldSpec, value: PolicyValue, w: Words): string {
  const { field } = spec;
  if (value === null) {
    const unset: Partial<Record<string, string>> = {
      administrators: w.policy.directly,
      reports: w.policy.theSameChannel,
    };
    return unset[field] ?? w.policy.none;
  }
  if (typeof value === 'boolean') return value ? w.policy.yes : w.policy.no;
  if (typeof value === 'number') {
    if (spec.is === 'hours') return w.policy.measured[field]?.(value) ?? w.duration(value);
    if (spec.is === 'rate') return `×${value / 100}`;
    return spec.is === 'number' ? w.policy.workingDays(value) : (w.policy.measured[field]?.(value) ?? String(value));
  }
  if (typeof value !== 'string') {
    const days = value.map(d => `${d.date} ${literal(d.name, 40)}`);
    return days.length === 0 ? w.policy.none : w.list(days);
  }
  if (spec.is === 'country') return countryName(value, w);
  if (spec.is === 'region') return literal(w.regionName(value));
  if (spec.is === 'choice') return w.policy.choices[field]?.[value] ?? literal(value);
  if (spec.is === 'time' || spec.is === 'date') return value;
  return isChannelId(value) ? `<#${value}>` : literal(value);
}

export const TEXT_MAX = 300;

const COUNTRY: FieldName = 'holidays';

/** The inputs of some fields of a group with the values that stand, as they are asked for by these values. */
export const fieldInputs = (
  group: PolicyGroup,
  specs: readonly FieldSpec[],
  values: Readonly<Record<string, PolicyValue>>,
  zones: readonly string[],
  w: Words,
): InputBlock[] =>
  specs.flatMap(spec => {
    if (spec.is === 'days') return [];
    if (spec.is === 'region') return regionInput(group, spec.field, values, w);
    return [fieldInput(group, spec, values[spec.field] ?? null, zones, w)];
  });

/** A region's input is another block for each country: Slack keeps what was chosen in one that it knows. */
export const regionBlock = (group: PolicyGroup, country: string): string => `${group}.region.${country}`;

/** The choice of no region. */
export const NO_REGION = 'none';

function regionInput(
  group: PolicyGroup,
  field: FieldName,
  values: Readonly<Record<string, PolicyValue>>,
  w: Words,
): InputBlock[] {
  const country = String(values[COUNTRY]);
  const regions = w.regions(country);
  if (regions.length === 0) return [];
  const options = [
    option(NO_REGION, w.policy.choices[field]?.none ?? NO_REGION),
    ...regions.map(r => option(r.code, r.name)),
  ];
  const hint = w.policy.hints[field];
  return [
    {
      type: 'input',
      block_id: regionBlock(group, country),
      label: plain(w.policy.fields[field]),
      ...(hint ? { hint: plain(hint) } : {}),
      element: chosen(options, regions.some(r => r.code === values[field]) ? String(values[field]) : NO_REGION),
    },
  ];
}

/** The input of a field, with the value that stands. `zones`: the time zones to choose from. */
function fieldInput(
  group: PolicyGroup,
  spec: InputSpec,
  value: PolicyValue,
  zones: readonly string[],
  w: Words,
): InputBlock {
  const hint = w.policy.hints[spec.field];
  return {
    type: 'input',
    block_id: `${group}.${spec.field}`,
    label: plain(w.policy.fields[spec.field]),
    ...(hint ? { hint: plain(hint) } : {}),
    // A channel configured by name cannot stand in the picker: left empty, it stays.
    ...('empty' in spec || spec.is === 'channel' ? { optional: true } : {}),
    ...(spec.is === 'country' ? { dispatch_action: true } : {}),
    element: element(spec, value, zones, w),
  };
}

function element(spec: InputSpec, value: PolicyValue, zones: readonly string[], w: Words): InputBlock['element'] {
  const action_id = VALUE;
  switch (spec.is) {
    case 'channel':
      return {
        type: 'conversations_select',
        action_id,
        filter: { include: ['public', 'private'], exclude_bot_users: true },
        ...(isChannelId(value) ? { initial_conversation: value } : {}),
        ...(typeof value === 'string' && !isChannelId(value) ? { placeholder: plain(value, 150) } : {}),
      };
    case 'time':
      return { type: 'timepicker', action_id, ...(typeof value === 'string' ? { initial_time: value } : {}) };
    case 'date':
      return datePicker(typeof value === 'string' ? value : undefined);
    case 'text':
      return textInput({ value: typeof value === 'string' ? value : undefined, max: TEXT_MAX });
    case 'zone':
      return zoneSelect(zones, String(value));
    case 'yesno':
      return chosen([option('yes', w.policy.yes), option('no', w.policy.no)], value === true ? 'yes' : 'no');
    case 'choice':
      return chosen(
        spec.options.map(o => option(o, w.policy.choices[spec.field]?.[o] ?? o)),
        String(value),
      );
    case 'number':
    case 'count':
      return number(String(value), spec.min, spec.max, false);
    case 'hours':
      return number(w.number(Number(value) / 60), spec.min, spec.max, true);
    case 'rate':
      return number(String(Number(value) / 100), spec.min, spec.max, true);
    case 'monthDay':
      return { type: 'plain_text_input', action_id, min_length: 5, max_length: 5, initial_value: String(value) };
    case 'country':
      return countrySelect(String(value), w);
  }
}

function chosen(options: ReturnType<typeof option>[], value: string): InputBlock['element'] {
  const initial = options.find(o => o.value === value);
  return { type: 'static_select', action_id: VALUE, options, ...defined({ initial_option: initial }) };
}

const number = (value: string, min: number, max: number, decimal: boolean): InputBlock['element'] => ({
  type: 'number_input',
  action_id: VALUE,
  is_decimal_allowed: decimal,
  min_value: String(min),
  max_value: String(max),
  initial_value: value,
});

/** Slack takes 100 options a group: a long region is divided by the alphabet. */
const GROUP_MAX = 100;

const countryName = (code: string, w: Words): string => w.policy.choices.holidays?.[code] ?? w.country(code);

/** South Korea and none first, then all others by name. */
function countrySelect(value: string, w: Words): InputBlock['element'] {
  const others = w.countries().map(({ code, name }) => option(code, name));
  const groups = Array.from({ length: Math.ceil(others.length / GROUP_MAX) }, (_, i) => {
    const options = others.slice(i * GROUP_MAX, (i + 1) * GROUP_MAX);
    const [first = '', last = ''] = [options[0]?.text.text, options.at(-1)?.text.text];
    return { label: plain(w.countriesFrom(first, last), 75), options };
  });
  const own = ['kr', 'none'].map(code => option(code, countryName(code, w)));
  return {
    type: 'static_select',
    action_id: adminAction.policyCountry,
    option_groups: [{ label: plain(w.policy.fields.holidays, 75), options: own }, ...groups],
    initial_option: option(value, countryName(value, w)),
  };
}

function zoneSelect(zones: readonly string[], value: string): InputBlock['element'] {
  const all = [...new Set([...zones, value])].sort();
  const regions = new Map<string, string[]>();
  for (const zone of all) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : 'UTC';
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  const option_groups = [...regions].flatMap(([region, names]) =>
    Array.from({ length: Math.ceil(names.length / GROUP_MAX) }, (_, i) => ({
      label: plain(names.length > GROUP_MAX ? `${region} ${i + 1}` : region, 75),
      options: names.slice(i * GROUP_MAX, (i + 1) * GROUP_MAX).map(name => option(name, name.replaceAll('_', ' '))),
    })),
  );
  return {
    type: 'static_select',
    action_id: VALUE,
    option_groups,
    initial_option: option(value, value.replaceAll('_', ' ')),
  };
}

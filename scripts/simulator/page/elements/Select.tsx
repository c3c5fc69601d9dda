import type { ReactNode } from 'react';
import type { SimChannel } from '../../protocol.ts';
import { plain } from '../blocks/Text.tsx';
import { useWorld, type World } from '../world.tsx';
import { type ElementProps, useField } from './field.tsx';
import { type Choice, Picker } from './Picker.tsx';
import type { Option, Raw } from './state.ts';

/** Every select and multi-select. What it offers depends on its type; what is kept are options or ids. */
export function Select(props: ElementProps): ReactNode {
  const world = useWorld();
  const { element, dispatch } = props;
  const field = useField(props);
  const multi = element.type.startsWith('multi_');
  const kind = element.type.replace('multi_', '');
  const options = optionsOf(element);
  const choices = choicesFor(kind, element, options, world);
  const keep = multi ? (field.content as unknown[]) : field.content === null ? [] : [field.content];
  const byOption = kind === 'static_select' || kind === 'external_select';
  const selected = keep.map(item => (byOption ? String((item as Option).value) : String(item)));
  const pick = (keys: string[]): void => {
    const items = byOption ? keys.map(key => options.find(({ option }) => option.value === key)?.option ?? null) : keys;
    field.change(multi ? items : (items[0] ?? null));
  };
  return (
    <Picker
      choices={choices}
      selected={selected}
      multi={multi}
      {...(typeof element.max_selected_items === 'number' ? { max: element.max_selected_items } : {})}
      label={props.label}
      placeholder={plain(element.placeholder as { text: string }) || prompt(kind, world)}
      clearable={props.optional === true}
      disabled={field.locked}
      busy={field.busy}
      invalid={props.invalid === true}
      actionId={String(element.action_id)}
      autoFocus={element.focus_on_load === true}
      onClose={dispatch}
      pick={pick}
    />
  );
}

function prompt(kind: string, { words }: World): string {
  if (kind === 'users_select') return words.choosePerson;
  return kind === 'static_select' || kind === 'external_select' ? words.choose : words.chooseChannel;
}

function optionsOf(element: Raw): { option: Option; group?: string }[] {
  const groups = element.option_groups as { label: { text: string }; options: Option[] }[] | undefined;
  if (groups) return groups.flatMap(group => group.options.map(option => ({ option, group: plain(group.label) })));
  // An external select's offers come from the app only; the stand-in shows what it started with.
  const started = [element.initial_option, ...((element.initial_options as unknown[] | undefined) ?? [])].filter(
    Boolean,
  );
  return ((element.options ?? started) as Option[]).map(option => ({ option }));
}

function choicesFor(kind: string, element: Raw, options: ReturnType<typeof optionsOf>, world: World): Choice[] {
  switch (kind) {
    case 'users_select':
      return [...world.users.values()]
        .filter(user => !user.deleted)
        .sort((a, b) => Number(a.isBot) - Number(b.isBot) || a.realName.localeCompare(b.realName))
        .map(user => ({ key: user.id, text: user.realName, note: `@${user.name}`, user }));
    case 'channels_select':
      return channelChoices(world, channel => channel.kind === 'public');
    case 'conversations_select': {
      const include = (element.filter as { include?: string[] } | undefined)?.include;
      return channelChoices(world, channel => !include || include.includes(channel.kind));
    }
    default:
      return options.map(({ option, group }) => ({
        key: String(option.value),
        text: plain(option.text),
        ...(option.description ? { note: plain(option.description) } : {}),
        ...(group === undefined ? {} : { group }),
      }));
  }
}

function channelChoices(world: World, wanted: (channel: SimChannel) => boolean): Choice[] {
  return [...world.channels.values()]
    .filter(channel => !channel.archived && wanted(channel))
    .map(channel => ({ key: channel.id, text: channelName(channel, world) }));
}

/** `#name`, or the other person of a direct message. */
export function channelName(channel: SimChannel, world: Pick<World, 'users' | 'me'>): string {
  if (channel.kind !== 'im') return `#${channel.name}`;
  const other = channel.members.find(id => id !== world.me.id) ?? world.me.id;
  return world.users.get(other)?.realName ?? channel.name;
}

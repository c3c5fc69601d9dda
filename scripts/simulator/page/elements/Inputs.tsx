import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { plain } from '../blocks/Text.tsx';
import { type ElementProps, useField } from './field.tsx';

const KEYBOARD: Record<string, { type: string; inputMode?: 'decimal' | 'email' | 'url' }> = {
  plain_text_input: { type: 'text' },
  // A number field is text: Slack answers with a string, and the browser's own spinner would refuse to show what is wrong.
  number_input: { type: 'text', inputMode: 'decimal' },
  email_text_input: { type: 'text', inputMode: 'email' },
  url_text_input: { type: 'text', inputMode: 'url' },
};

/** Plain text (one line or several), number, email and URL. With `dispatch_action` it tells the app on Enter or while typing. */
export function TextInput(props: ElementProps): ReactNode {
  const { element, label, dispatch } = props;
  const field = useField(props);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(typing.current), []);
  const on = (element.dispatch_action_config as { trigger_actions_on?: string[] } | undefined)?.trigger_actions_on;
  const triggers = on ?? ['on_enter_pressed'];
  const value = textOf(field.content);
  const wrap = (text: string): unknown => (element.type === 'rich_text_input' ? richText(text) : text || null);

  const change = (text: string): void => {
    field.keep(wrap(text));
    if (!dispatch || !triggers.includes('on_character_entered')) return;
    clearTimeout(typing.current);
    typing.current = setTimeout(() => field.tell(wrap(text)), 300);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    if (!dispatch || !triggers.includes('on_enter_pressed') || event.shiftKey) return;
    event.preventDefault();
    field.tell(wrap(value));
  };
  const shared = {
    className: 'input',
    'aria-label': label,
    'aria-invalid': props.invalid,
    placeholder: plain(element.placeholder as { text: string }) || undefined,
    disabled: field.locked,
    'data-action-id': String(element.action_id),
    'data-autofocus': element.focus_on_load === true || undefined,
    value,
    onKeyDown,
  };
  const left = typeof element.max_length === 'number' ? element.max_length - value.length : null;
  const several = element.multiline === true || element.type === 'rich_text_input';
  return (
    <span className="text-input">
      {several ? (
        <textarea {...shared} rows={4} onChange={event => change(event.target.value)} />
      ) : (
        <input {...shared} {...KEYBOARD[element.type]} onChange={event => change(event.target.value)} />
      )}
      {left !== null && left < Math.max(20, Number(element.max_length) / 10) && (
        <span className={left < 0 ? 'left over' : 'left'}>{left}</span>
      )}
      {field.busy && <span className="spinner" />}
    </span>
  );
}

interface Rich {
  elements?: { elements?: { text?: string }[] }[];
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const sections = (content as Rich | null)?.elements ?? [];
  return sections.map(section => (section.elements ?? []).map(part => part.text ?? '').join('')).join('\n');
}

function richText(text: string): unknown {
  if (!text) return null;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
}

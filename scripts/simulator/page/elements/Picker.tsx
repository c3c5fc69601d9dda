import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { SimUser } from '../../protocol.ts';
import { Avatar } from '../chrome/Avatar.tsx';
import { opensWith } from '../chrome/keys.ts';
import { Popover } from '../chrome/Popover.tsx';
import { target } from '../chrome/target.ts';
import { useWorld } from '../world.tsx';

export interface Choice {
  key: string;
  text: string;
  note?: string;
  group?: string;
  user?: SimUser;
}

interface PickerProps {
  choices: Choice[];
  selected: string[];
  multi: boolean;
  max?: number;
  label: string;
  placeholder: string;
  clearable: boolean;
  disabled: boolean;
  busy: boolean;
  invalid: boolean;
  actionId: string;
  autoFocus: boolean;
  /** several are told to the app when the list closes, as Slack does; in a form they are kept at once */
  onClose: boolean;
  pick: (keys: string[]) => void;
}

/** Slack's select: a button that opens a list, with a search where the list is long. */
export function Picker(props: PickerProps): ReactNode {
  const { words } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState<string[] | null>(null);
  const chosen = draft ?? props.selected;
  const shown = props.choices.filter(choice => chosen.includes(choice.key));

  const close = (): void => {
    setOpen(false);
    if (draft) props.pick(draft);
    setDraft(null);
  };
  const take = (keys: string[]): void => {
    if (props.multi && props.onClose) setDraft(keys);
    else props.pick(keys);
  };
  const toggle = (key: string): void => {
    if (!props.multi) {
      setOpen(false);
      anchor.current?.focus();
      if (chosen[0] !== key) take([key]);
    } else if (chosen.includes(key)) take(chosen.filter(other => other !== key));
    else if (!props.max || chosen.length < props.max) take([...chosen, key]);
  };
  const clear = (): void => {
    take([]);
    setOpen(false);
    anchor.current?.focus();
  };
  const names = shown.map(choice => choice.text).join(', ');

  return (
    <span className={`select ${props.multi ? 'multi' : ''}`}>
      {props.multi &&
        shown.map(choice => (
          <span key={choice.key} className="chip">
            {choice.user && <Avatar user={choice.user} size={18} />}
            {choice.text}
            <button
              type="button"
              aria-label={words.remove(choice.text)}
              disabled={props.disabled}
              onClick={() => props.pick(chosen.filter(key => key !== choice.key))}
            >
              ×
            </button>
          </span>
        ))}
      <button
        ref={anchor}
        type="button"
        className="select-button"
        aria-haspopup="listbox"
        aria-expanded={open}
        aria-label={props.label}
        aria-description={names || props.placeholder}
        aria-busy={props.busy}
        aria-invalid={props.invalid}
        disabled={props.disabled}
        data-action-id={props.actionId}
        data-value={props.selected.join(',')}
        data-autofocus={props.autoFocus || undefined}
        onClick={() => (open ? close() : setOpen(true))}
        onKeyDown={opensWith(() => setOpen(true))}
      >
        {!props.multi && shown[0]?.user && <Avatar user={shown[0].user} size={18} />}
        <span className={names && !props.multi ? 'chosen' : 'placeholder'}>
          {(!props.multi && names) || props.placeholder}
        </span>
        {props.busy ? <span className="spinner" /> : <span className="chevron" aria-hidden="true" />}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} className="listbox-popover">
          <List
            choices={props.choices}
            chosen={chosen}
            multi={props.multi}
            label={props.label}
            toggle={toggle}
            clear={props.clearable && chosen.length > 0 ? clear : null}
          />
        </Popover>
      )}
    </span>
  );
}

interface ListProps {
  choices: Choice[];
  chosen: string[];
  multi: boolean;
  label: string;
  toggle: (key: string) => void;
  clear: (() => void) | null;
}

/** Options drawn; a search finds the rest. */
const SHOWN = 200;

function List({ choices, chosen, multi, label, toggle, clear }: ListProps): ReactNode {
  const { words } = useWorld();
  const id = useId();
  const [query, setQuery] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const wanted = query.trim().toLocaleLowerCase();
  const found = choices
    .filter(choice => `${choice.text} ${choice.note ?? ''}`.toLocaleLowerCase().includes(wanted))
    .slice(0, SHOWN);
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      found.findIndex(choice => chosen.includes(choice.key)),
    ),
  );
  const searches = choices.length > 7;
  const at = Math.min(active, Math.max(0, found.length - 1));

  useEffect(() => {
    box.current?.querySelector(`[id="${id}-${at}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [at, id]);

  const onKey = (event: KeyboardEvent): void => {
    // A button in the list, "clear", keeps its own keys.
    if (event.nativeEvent.isComposing || event.target instanceof HTMLButtonElement) return;
    const picks = event.key === 'Enter' || (event.key === ' ' && !searches);
    // In the search field letters, Home and End are for what is typed.
    const moves = !searches || event.key.startsWith('Arrow');
    const next = moves
      ? target(
          event.key,
          at,
          found.map(choice => choice.text),
        )
      : -1;
    if (picks && found[at]) toggle(found[at].key);
    else if (next >= 0) setActive(next);
    else return;
    event.preventDefault();
  };
  const aria = { 'aria-controls': `${id}-list`, 'aria-activedescendant': found[at] ? `${id}-${at}` : undefined };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the search field or list inside
    <div ref={box} onKeyDown={onKey}>
      {searches && (
        <input
          className="list-search"
          role="combobox"
          aria-expanded="true"
          aria-label={words.search}
          placeholder={words.search}
          data-takes-focus
          value={query}
          {...aria}
          onChange={event => {
            setQuery(event.target.value);
            setActive(0);
          }}
        />
      )}
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label={label}
        aria-multiselectable={multi}
        tabIndex={searches ? -1 : 0}
        data-takes-focus={searches ? undefined : true}
        className="listbox"
        {...(searches ? {} : aria)}
      >
        {clear && (
          <button type="button" className="list-clear" onClick={clear}>
            {words.clear}
          </button>
        )}
        {found.map((choice, index) => (
          <div key={choice.key} className="option-row">
            {choice.group !== undefined && choice.group !== found[index - 1]?.group && (
              <div className="option-group">{choice.group}</div>
            )}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys */}
            <div
              id={`${id}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={chosen.includes(choice.key)}
              className={index === at ? 'option active' : 'option'}
              data-value={choice.key}
              onMouseEnter={() => setActive(index)}
              onClick={() => toggle(choice.key)}
            >
              {choice.user && <Avatar user={choice.user} size={20} />}
              <span className="option-text">
                {choice.text}
                {choice.note && <small>{choice.note}</small>}
              </span>
              <span className="tick" aria-hidden="true">
                {chosen.includes(choice.key) ? '✓' : ''}
              </span>
            </div>
          </div>
        ))}
        {found.length === 0 && <div className="nothing">{words.nothingFound}</div>}
      </div>
    </div>
  );
}

import { type ReactNode, useId, useRef, useState } from 'react';
import { DayPicker } from 'react-day-picker';
import { enUS, ko } from 'react-day-picker/locale';
import 'react-day-picker/style.css';
import { plain } from '../blocks/Text.tsx';
import { opensWith } from '../chrome/keys.ts';
import { Popover } from '../chrome/Popover.tsx';
import { target } from '../chrome/target.ts';
import { dayName, toSeconds } from '../time.ts';
import { useWorld } from '../world.tsx';
import { type ElementProps, useField } from './field.tsx';
import { datetimeParts } from './state.ts';

export function DateElement(props: ElementProps): ReactNode {
  const { element } = props;
  const { words } = useWorld();
  const field = useField(props);
  return (
    <DateField
      {...props}
      value={(field.content as string | null) ?? ''}
      placeholder={plain(element.placeholder as { text: string }) || words.chooseDate}
      disabled={field.locked}
      busy={field.busy}
      change={date => field.change(date || null)}
    />
  );
}

export function TimeElement(props: ElementProps): ReactNode {
  const { words } = useWorld();
  const field = useField(props);
  return (
    <TimeField
      {...props}
      value={(field.content as string | null) ?? ''}
      placeholder={plain(props.element.placeholder as { text: string }) || words.chooseTime}
      disabled={field.locked}
      busy={field.busy}
      change={time => field.change(time || null)}
    />
  );
}

/** Date and time in the person's zone; kept as seconds since the epoch, as Slack does. */
export function DateTimeElement(props: ElementProps): ReactNode {
  const { me, words } = useWorld();
  const field = useField(props);
  const parts = datetimeParts(field.content, me.zone);
  const change = (date: string, time: string): void => {
    field.change(date ? toSeconds(date, time || '09:00', me.zone) : null);
  };
  const shared = { ...props, disabled: field.locked };
  return (
    <span className="datetime">
      <DateField
        {...shared}
        value={parts.date}
        placeholder={words.chooseDate}
        busy={false}
        change={date => change(date, parts.time)}
      />
      <TimeField
        {...shared}
        label={`${props.label} · ${words.chooseTime}`}
        value={parts.time}
        placeholder={words.chooseTime}
        busy={field.busy}
        change={time => parts.date && change(parts.date, time)}
      />
    </span>
  );
}

interface PartProps extends ElementProps {
  value: string;
  placeholder: string;
  disabled: boolean;
  busy: boolean;
  change: (value: string) => void;
}

function DateField({ element, label, value, placeholder, disabled, busy, optional, invalid, change }: PartProps) {
  const { me, now, words } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const locale = me.locale.startsWith('ko') ? ko : enUS;
  const asDate = (day: string): Date => new Date(`${day}T00:00:00`);
  const today = new Date(new Date(now()).toLocaleDateString('sv', { timeZone: me.zone }).concat('T00:00:00'));
  const done = (day: string): void => {
    setOpen(false);
    anchor.current?.focus();
    if (day !== value) change(day);
  };
  return (
    <span className="select">
      <button
        ref={anchor}
        type="button"
        className="select-button date"
        aria-haspopup="grid"
        aria-expanded={open}
        aria-label={label}
        aria-description={value}
        aria-busy={busy}
        aria-invalid={invalid}
        disabled={disabled}
        data-action-id={element.action_id}
        data-value={value}
        data-autofocus={element.focus_on_load === true || undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={opensWith(() => setOpen(true))}
      >
        <span aria-hidden="true" className="calendar-icon" />
        <span className={value ? 'chosen' : 'placeholder'}>{value ? dayName(value, me.locale) : placeholder}</span>
        {busy ? <span className="spinner" /> : <span className="chevron" aria-hidden="true" />}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} className="calendar">
          <DayPicker
            mode="single"
            required
            locale={locale}
            today={today}
            defaultMonth={value ? asDate(value) : today}
            selected={value ? asDate(value) : undefined}
            onSelect={day => done(day.toLocaleDateString('sv'))}
          />
          {optional && value && (
            <button type="button" className="list-clear" onClick={() => done('')}>
              {words.clear}
            </button>
          )}
        </Popover>
      )}
    </span>
  );
}

const HALF_HOURS = Array.from({ length: 48 }, (_, n) => `${String(n >> 1).padStart(2, '0')}:${n % 2 ? '30' : '00'}`);

/** `9:5`, `930`, `18` → `09:05`, `09:30`, `18:00`; '' when it is no time. */
function readTime(typed: string): string {
  const match = /^(\d{1,2})(?::(\d{1,2})|(\d{2}))?$/.exec(typed.trim()) ?? /^(\d)(\d{2})$/.exec(typed.trim());
  const hour = Number(match?.[1]);
  const minute = Number(match?.[2] ?? match?.[3] ?? 0);
  if (!match || hour > 23 || minute > 59) return '';
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function TimeField({ element, label, value, placeholder, disabled, busy, optional, invalid, change }: PartProps) {
  const anchor = useRef<HTMLInputElement>(null);
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  /** the time that arrows have reached */
  const [at, setAt] = useState(-1);
  const finish = (text: string): void => {
    setOpen(false);
    setTyped(null);
    setAt(-1);
    const time = readTime(text);
    if (time !== value && (time || optional)) change(time);
  };
  return (
    <span className="select">
      <input
        ref={anchor}
        className="select-button time"
        role="combobox"
        aria-expanded={open}
        aria-label={label}
        aria-invalid={invalid}
        aria-busy={busy}
        inputMode="numeric"
        placeholder={placeholder}
        disabled={disabled}
        data-action-id={element.action_id}
        data-value={value}
        data-autofocus={element.focus_on_load === true || undefined}
        value={typed ?? value}
        onChange={event => {
          setTyped(event.target.value);
          setAt(-1);
        }}
        onClick={() => setOpen(true)}
        onBlur={() => typed !== null && finish(typed)}
        aria-controls={open ? `${id}-list` : undefined}
        aria-activedescendant={open && at >= 0 ? `${id}-${at}` : undefined}
        onKeyDown={event => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            setOpen(true);
            const stands = HALF_HOURS.findIndex(time => time >= (readTime(typed ?? value) || '09:00'));
            setAt(open && at >= 0 ? target(event.key, at, HALF_HOURS) : stands);
          } else if (event.key === 'Enter') {
            event.preventDefault();
            finish(HALF_HOURS[at] ?? typed ?? value);
          }
        }}
      />
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} className="listbox-popover times" takesFocus={false}>
          <div id={`${id}-list`} role="listbox" aria-label={label} className="listbox" tabIndex={-1}>
            {HALF_HOURS.map((time, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
              <div
                key={time}
                id={`${id}-${index}`}
                role="option"
                tabIndex={-1}
                className={index === at ? 'option active' : 'option'}
                aria-selected={time === value}
                ref={row => {
                  if (row && (at < 0 ? time === (value || '09:00') : index === at))
                    row.scrollIntoView({ block: at < 0 ? 'center' : 'nearest' });
                }}
                onMouseDown={event => event.preventDefault()}
                onClick={() => finish(time)}
              >
                {time}
              </div>
            ))}
          </div>
        </Popover>
      )}
    </span>
  );
}

import { type ReactNode, useRef, useState } from 'react';
import { DayPicker } from 'react-day-picker';
import { enUS, ko } from 'react-day-picker/locale';
import 'react-day-picker/style.css';
import { plain } from '../blocks/Text.tsx';
import { Popover } from '../chrome/Popover.tsx';
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
            autoFocus
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
  const [typed, setTyped] = useState<string | null>(null);
  const [open, setOpen] = useState(false);
  const finish = (text: string): void => {
    setOpen(false);
    setTyped(null);
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
        onChange={event => setTyped(event.target.value)}
        onClick={() => setOpen(true)}
        onBlur={() => typed !== null && finish(typed)}
        onKeyDown={event => {
          if (event.key === 'ArrowDown') setOpen(true);
          else if (event.key === 'Enter') {
            event.preventDefault();
            finish(typed ?? value);
          }
        }}
      />
      {open && (
        <Popover anchor={anchor} onClose={() => setOpen(false)} className="listbox-popover times">
          <div role="listbox" aria-label={label} className="listbox" tabIndex={-1}>
            {HALF_HOURS.map(time => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: typing the time is the keyboard's way
              <div
                key={time}
                role="option"
                tabIndex={-1}
                className="option"
                aria-selected={time === value}
                ref={row => {
                  if (row && time === (value || '09:00')) row.scrollIntoView({ block: 'center' });
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

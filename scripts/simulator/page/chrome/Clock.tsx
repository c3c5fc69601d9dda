import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { ActResult } from '../../protocol.ts';
import { useSpot } from '../place.ts';
import { clockFace, toSeconds } from '../time.ts';
import { troubleOf } from '../trouble.ts';
import { teamZone, useWorld } from '../world.tsx';
import { Popover } from './Popover.tsx';

const REPORT_MS = 15_000;

/** The workspace's time, and jumps of it. The server moves it forward only. */
export function Clock(): ReactNode {
  const { snapshot, me, words, now, act } = useWorld();
  const spot = useSpot();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick(count => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  const face = clockFace(now(), teamZone(snapshot), me.locale);
  const [moving, setMoving] = useState(false);
  const [report, setReport] = useState('');
  useEffect(() => {
    if (!report) return;
    const timer = setTimeout(() => setReport(''), REPORT_MS);
    return () => clearTimeout(timer);
  }, [report]);
  const jump = async (to: string): Promise<ActResult> => {
    setMoving(true);
    setReport('');
    const result = await act({ do: 'clock', to });
    // What stands in an open Home is of another time now: look again, as one would by opening it.
    if (result.ok && spot.at === 'home') await act({ do: 'open-home', tab: 'home' });
    setMoving(false);
    if (result.ok && result.moved) {
      const { day, time } = clockFace(result.moved.now, teamZone(snapshot), me.locale);
      setReport(words.clockIs(`${day} ${time}`, snapshot.app.name, result.moved.sent, result.moved.toYou));
    }
    return result;
  };
  return (
    <div className="clock">
      <button
        ref={anchor}
        type="button"
        className={snapshot.moved ? 'clock-face moved' : 'clock-face'}
        aria-label={`${words.clock}: ${face.day} ${face.time}${snapshot.moved ? ` (${words.clockMoved})` : ''}`}
        aria-expanded={open}
        aria-busy={moving}
        data-clock={face.iso}
        onClick={() => setOpen(!open)}
      >
        {moving ? (
          <span className="spinner" />
        ) : (
          <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
            <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
            <path d="M8 4.5V8l2.5 1.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" />
          </svg>
        )}
        <span className="clock-day">{face.day}</span> <strong>{face.time}</strong>
        {snapshot.moved && <span className="moved-mark">{words.clockMoved}</span>}
      </button>
      {open && (
        <Popover anchor={anchor} align="end" onClose={() => setOpen(false)} className="clock-panel">
          <Jumps start={face.iso} moving={moving} jump={jump} done={() => setOpen(false)} />
        </Popover>
      )}
      <div role="status">
        {report && (
          <div className="clock-report">
            {report}
            <button type="button" className="icon-button" aria-label={words.dismiss} onClick={() => setReport('')}>
              ×
            </button>
          </div>
        )}
      </div>
    </div>
  );
}

interface JumpsProps {
  start: string;
  /** a jump is under way: none is begun meanwhile */
  moving: boolean;
  jump: (to: string) => Promise<ActResult>;
  done: () => void;
}

function Jumps({ start, moving, jump, done }: JumpsProps): ReactNode {
  const { snapshot, words } = useWorld();
  const [custom, setCustom] = useState(start);
  const [trouble, setTrouble] = useState('');
  const go = async (to: string): Promise<void> => {
    if (moving) return;
    setTrouble('');
    const result = await jump(to);
    if (result.ok) done();
    else setTrouble(troubleOf(result, words));
  };
  return (
    <fieldset aria-label={words.clock} aria-busy={moving}>
      <p>{words.clockHelp}</p>
      <div className="jumps">
        <button type="button" className="btn" onClick={() => void go('18:30')}>
          18:30
        </button>
        <button type="button" className="btn" onClick={() => void go('tomorrow 09:00')}>
          {words.tomorrow9}
        </button>
        <button type="button" className="btn" onClick={() => void go('+1h')}>
          {words.plusHour}
        </button>
      </div>
      <form
        className="custom"
        onSubmit={event => {
          event.preventDefault();
          const [date = '', time = ''] = custom.split('T');
          if (date && time) void go(String(toSeconds(date, time, teamZone(snapshot)) * 1000));
        }}
      >
        <input
          type="datetime-local"
          className="input"
          aria-label={words.custom}
          value={custom}
          onChange={event => setCustom(event.target.value)}
        />
        <button type="submit" className="btn">
          {words.jump}
        </button>
      </form>
      {moving && (
        <p className="moving" role="status">
          <span className="spinner" /> {words.clockMoving}
        </p>
      )}
      {trouble && (
        <span className="warning" role="alert">
          ⚠ {trouble}
        </span>
      )}
    </fieldset>
  );
}

/** Switches that make the stand-in behave badly on purpose. */
export function Lab(): ReactNode {
  const { snapshot, words, act } = useWorld();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <div className="lab">
      <button
        ref={anchor}
        type="button"
        className={snapshot.rateLimited ? 'clock-face moved' : 'clock-face'}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {words.lab}
      </button>
      {open && (
        <Popover anchor={anchor} align="end" onClose={() => setOpen(false)} className="clock-panel">
          <label className="choice">
            <input
              type="checkbox"
              checked={snapshot.rateLimited}
              onChange={event => void act({ do: 'rate-limit', on: event.target.checked })}
            />
            <span>
              {words.rateLimit}
              <small>{words.rateLimitHelp}</small>
            </span>
          </label>
        </Popover>
      )}
    </div>
  );
}

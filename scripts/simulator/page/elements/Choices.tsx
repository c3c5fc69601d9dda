import { type ReactNode, useId } from 'react';
import { Text } from '../blocks/Text.tsx';
import { type ElementProps, useField } from './field.tsx';
import type { Option } from './state.ts';

/** Radio buttons and checkboxes: options may be mrkdwn, with a description under each. */
export function Choices(props: ElementProps): ReactNode {
  const { element, label } = props;
  const field = useField(props);
  const name = useId();
  const many = element.type === 'checkboxes';
  const chosen = (many ? field.content : field.content === null ? [] : [field.content]) as Option[];
  const options = (element.options ?? []) as Option[];
  const toggle = (option: Option, on: boolean): void => {
    if (!many) field.change(option);
    else field.change(options.filter(other => (other.value === option.value ? on : has(chosen, other))));
  };
  return (
    <fieldset className="choices" aria-label={label} disabled={field.locked} aria-busy={field.busy}>
      {options.map((option, index) => (
        <label key={option.value} className="choice">
          <input
            type={many ? 'checkbox' : 'radio'}
            name={name}
            value={option.value}
            checked={has(chosen, option)}
            data-action-id={element.action_id}
            data-autofocus={(element.focus_on_load === true && index === 0) || undefined}
            onChange={event => toggle(option, event.target.checked)}
          />
          <span>
            <Text text={option.text} />
            {option.description && (
              <small>
                <Text text={option.description} />
              </small>
            )}
          </span>
        </label>
      ))}
      {field.busy && <span className="spinner" />}
    </fieldset>
  );
}

const has = (chosen: Option[], option: Option): boolean => chosen.some(other => other.value === option.value);

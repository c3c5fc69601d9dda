import type { ReactNode } from 'react';
import { useWorld } from '../world.tsx';
import { Button, Overflow } from './Button.tsx';
import { Choices } from './Choices.tsx';
import { DateElement, DateTimeElement, TimeElement } from './Dates.tsx';
import { FileInput } from './FileInput.tsx';
import { Answered, type ElementProps } from './field.tsx';
import { TextInput } from './Inputs.tsx';
import { Select } from './Select.tsx';

/** Any interactive element. slack-blocks-to-jsx draws these too, but tells nobody when one is used. */
export function Element(props: ElementProps): ReactNode {
  return (
    <Answered blockId={props.blockId} element={props.element}>
      <Kind {...props} />
    </Answered>
  );
}

function Kind(props: ElementProps): ReactNode {
  const { words } = useWorld();
  switch (props.element.type) {
    case 'button':
    case 'workflow_button':
    case 'icon_button':
      return <Button {...props} />;
    case 'overflow':
      return <Overflow {...props} />;
    case 'radio_buttons':
    case 'checkboxes':
      return <Choices {...props} />;
    case 'datepicker':
      return <DateElement {...props} />;
    case 'timepicker':
      return <TimeElement {...props} />;
    case 'datetimepicker':
      return <DateTimeElement {...props} />;
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
    case 'rich_text_input':
      return <TextInput {...props} />;
    case 'file_input':
      return <FileInput {...props} />;
    default:
      return props.element.type.endsWith('_select') ? (
        <Select {...props} />
      ) : (
        <span className="unsupported">{words.unsupported(props.element.type)}</span>
      );
  }
}

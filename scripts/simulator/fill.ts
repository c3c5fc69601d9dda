interface Option {
  text: { text: string };
  value?: string;
}

/** What a person chose or typed, in the shape of Slack's state for this element. */
export function filled(element: { type: string } & Record<string, unknown>, value: unknown): Record<string, unknown> {
  const many = (): unknown[] => (Array.isArray(value) ? value : [value]);
  switch (element.type) {
    case 'static_select':
    case 'radio_buttons':
    case 'overflow':
      return { selected_option: value === null ? null : optionOf(element, value) };
    case 'external_select':
      return { selected_option: value };
    case 'multi_static_select':
    case 'checkboxes':
      return { selected_options: many().map(each => optionOf(element, each)) };
    case 'multi_external_select':
      return { selected_options: many() };
    case 'users_select':
      return { selected_user: value };
    case 'multi_users_select':
      return { selected_users: many() };
    case 'channels_select':
      return { selected_channel: value };
    case 'multi_channels_select':
      return { selected_channels: many() };
    case 'conversations_select':
      return { selected_conversation: value };
    case 'multi_conversations_select':
      return { selected_conversations: many() };
    case 'datepicker':
      return { selected_date: value };
    case 'timepicker':
      return { selected_time: value };
    case 'datetimepicker':
      return { selected_date_time: value };
    case 'rich_text_input':
      return { rich_text_value: value };
    case 'file_input':
      return { files: many() };
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { value: value === null || value === '' ? null : String(value) };
    case 'button':
      // A menu of one is a button: what it stands for may be named.
      if (value === element.value) return { value };
      throw new Error(`The button says ${String(element.value)}, not ${String(value)}`);
    default:
      throw new Error(`Nothing can be chosen in a ${element.type}`);
  }
}

function optionOf(element: Record<string, unknown>, wanted: unknown): Option {
  const groups = (element.option_groups ?? []) as { options: Option[] }[];
  const options = [...((element.options ?? []) as Option[]), ...groups.flatMap(group => group.options)];
  const found = options.find(option => option.value === wanted) ?? options.find(option => option.text.text === wanted);
  if (found) return found;
  const offered = options.map(option => `${option.value} "${option.text.text}"`).join(', ');
  throw new Error(`${String(element.action_id)} does not offer ${JSON.stringify(wanted)}, but: ${offered}`);
}

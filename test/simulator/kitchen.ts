/** Every block and element that the stand-in's page draws, for looking at and for its browser test. */

const plain = (text: string) => ({ type: 'plain_text', text, emoji: true });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const option = (text: string, value: string, description?: string) => ({
  text: plain(text),
  value,
  ...(description ? { description: plain(description) } : {}),
});

/** What a person may type to break a view: it must show as typed. */
export const HOSTILE = '<!channel> *bold* <script>alert(1)</script> &lt; <@U1> http://a.example';

const escaped = HOSTILE.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const PNG =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAYAAADED76LAAAAFElEQVR42mNkYPhfz0AEYBxVSF+FAP5FDvcfRYWgAAAAAElFTkSuQmCC';

const PLANS = [option('연차', 'annual', '하루'), option('오전 반차', 'am'), option('오후 반차', 'pm')];

/** For a Home or a message: text, fields, accessories, selects, a table, buttons. */
export function showcase(): object[] {
  return [
    { type: 'header', block_id: 'head', text: plain('11월 24일 화요일 :sunny:') },
    {
      type: 'section',
      block_id: 'now',
      text: mrkdwn('*근무 중* · 09:12:30부터 · 사무실 · <@U2> <#C1>'),
      accessory: { type: 'button', action_id: 'checkout', style: 'primary', text: plain('퇴근'), value: 'out' },
    },
    {
      type: 'context',
      block_id: 'ctx',
      elements: [
        mrkdwn('오늘 *5시간 20분* · <!date^1764000000^{date_short_pretty} {time}|날짜> 이후 퇴근 가능'),
        plain('*글자* 그대로'),
      ],
    },
    {
      type: 'actions',
      block_id: 'acts',
      elements: [
        { type: 'button', action_id: 'break', text: plain('휴게 시작') },
        { type: 'button', action_id: 'open', text: plain('휴가 신청') },
        {
          type: 'button',
          action_id: 'withdraw',
          style: 'danger',
          text: plain('회수'),
          confirm: {
            title: plain('회수할까요?'),
            text: mrkdwn('*연차* 신청이 사라집니다.'),
            confirm: plain('회수하기'),
            deny: plain('그대로 두기'),
            style: 'danger',
          },
        },
        {
          type: 'overflow',
          action_id: 'more',
          options: [option('보기', 'see'), option('이력', 'history', '누가 언제')],
        },
        { type: 'static_select', action_id: 'plan', placeholder: plain('휴가 종류'), options: PLANS },
        { type: 'users_select', action_id: 'who', placeholder: plain('동료 고르기') },
        { type: 'datepicker', action_id: 'day', placeholder: plain('날짜') },
      ],
    },
    { type: 'divider', block_id: 'line' },
    {
      type: 'section',
      block_id: 'numbers',
      fields: [
        mrkdwn('*이번 주* ▓▓▓▓▓▓░░░░\n24시간 10분 / 40시간'),
        mrkdwn('*이번 달 남은 근무*\n62시간 30분'),
        mrkdwn('*52시간까지*\n27시간 50분'),
        mrkdwn('*연차*\n8.5일 · 12월 31일까지 3일 소멸'),
      ],
    },
    { type: 'section', block_id: 'hostile-mrkdwn', text: mrkdwn(escaped) },
    { type: 'section', block_id: 'hostile-plain', text: plain(escaped) },
    {
      type: 'section',
      block_id: 'marks',
      text: mrkdwn('_기울임_ ~취소~ `코드 *그대로*` <https://example.com|링크>\n> 인용 *굵게*\n```\n코드  블록\n```'),
      accessory: { type: 'image', image_url: PNG, alt_text: '작은 그림' },
    },
    {
      type: 'section',
      block_id: 'picked',
      text: mrkdwn('방식'),
      accessory: { type: 'radio_buttons', action_id: 'radio-now', options: PLANS },
    },
    {
      type: 'rich_text',
      block_id: 'rich',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '굵게 ', style: { bold: true } },
            { type: 'text', text: '*그대로* <!channel> ' },
            { type: 'user', user_id: 'U2' },
            { type: 'emoji', name: 'tada' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '첫째' }] }],
        },
        { type: 'rich_text_quote', elements: [{ type: 'text', text: '인용' }] },
        { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'const a = 1;' }] },
      ],
    },
    {
      type: 'table',
      block_id: 'table',
      column_settings: [{ align: 'left', is_wrapped: true }, { align: 'right' }],
      rows: [
        [raw('이름'), raw('근무')],
        [raw('이민지'), raw('8시간 5분')],
        [raw('*박하나*'), raw('7시간 50분')],
      ],
    },
    { type: 'image', block_id: 'picture', image_url: PNG, alt_text: '그림', title: plain('그림 제목') },
  ];
}

const raw = (text: string) => ({ type: 'raw_text', text });

const input = (block_id: string, label: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id,
  label: plain(label),
  element: { action_id: 'x', ...element },
  ...more,
});

/** A modal with every input. Each one's action_id is `x`, its block_id its type's short name. */
export function everyInput(days: string): object {
  return {
    type: 'modal',
    callback_id: 'every',
    title: plain('휴가 신청'),
    submit: plain('신청하기'),
    close: plain('그만두기'),
    blocks: [
      { type: 'alert', block_id: 'alert', level: 'info', text: mrkdwn(`*${days}* · 김관리 님이 결재합니다`) },
      input(
        'type',
        '종류',
        { type: 'static_select', options: PLANS, initial_option: PLANS[0] },
        { dispatch_action: true },
      ),
      input('groups', '장소', {
        type: 'static_select',
        option_groups: [
          { label: plain('안'), options: [option('사무실', 'office')] },
          { label: plain('밖'), options: [option('집', 'home'), option('외근', 'outside')] },
        ],
      }),
      input('first', '시작일', { type: 'datepicker', initial_date: '2026-12-03' }),
      input('time', '시각', { type: 'timepicker' }),
      input('moment', '일시', { type: 'datetimepicker' }),
      input(
        'reason',
        '사유',
        { type: 'plain_text_input', multiline: true, max_length: 100 },
        { hint: plain('결재자에게 보입니다') },
      ),
      input('short', '메모', { type: 'plain_text_input', min_length: 2 }, { optional: true }),
      input('number', '시간', { type: 'number_input', is_decimal_allowed: true, min_value: '0', max_value: '10' }),
      input('email', '이메일', { type: 'email_text_input' }),
      input('url', '주소', { type: 'url_text_input' }, { optional: true }),
      input('multi', '요일', {
        type: 'multi_static_select',
        options: [option('월', 'mon'), option('화', 'tue'), option('수', 'wed')],
      }),
      input('user', '대신할 사람', { type: 'users_select' }),
      input('users', '알릴 사람', { type: 'multi_users_select' }),
      input('channel', '채널', { type: 'channels_select' }),
      input('conversation', '대화', { type: 'conversations_select' }),
      input('radio', '언제', { type: 'radio_buttons', options: PLANS }),
      input('boxes', '확인', {
        type: 'checkboxes',
        options: [option('인수인계함', 'handed'), option('연락 가능', 'reach')],
      }),
      input('file', '증빙', { type: 'file_input', filetypes: ['png', 'txt'], max_files: 2 }, { optional: true }),
    ],
  };
}

import { describe, expect, it } from 'vitest';
import { escapeText, type Inline, parseInline, parseMrkdwn } from '../../scripts/simulator/page/mrkdwn.ts';

/** The tree as a short string: `b(…)` is bold, `[href|label]` a link. */
function shown(nodes: Inline[]): string {
  return nodes
    .map(node => {
      switch (node.t) {
        case 'text':
          return node.s;
        case 'bold':
        case 'italic':
        case 'strike':
          return `${node.t[0]}(${shown(node.c)})`;
        case 'code':
          return `code(${node.s})`;
        case 'emoji':
          return `emoji(${node.name})`;
        case 'link':
          return `[${node.href}|${shown(node.c)}]`;
        case 'broadcast':
          return `broadcast(${node.name})`;
        case 'date':
          return `date(${node.ts} ${node.format})`;
        default:
          return `${node.t}(${node.id})`;
      }
    })
    .join('');
}

describe('mrkdwn', () => {
  it.each([
    ['*근무 중* · 09:12:30부터', 'b(근무 중) · 09:12:30부터'],
    ['*휴가*를', '*휴가*를'],
    ['a_b_c snake_case', 'a_b_c snake_case'],
    ['*a _b_ ~c~*', 'b(a i(b) s(c))'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['*한 줄\n다음 줄*', '*한 줄\n다음 줄*'],
    ['`*그대로* &lt;`', 'code(*그대로* <)'],
    [':white_check_mark: 승인', 'emoji(white_check_mark) 승인'],
    ['<@U1> <#C1|general> <!here>', 'user(U1) channel(C1) broadcast(here)'],
    ['<https://a.example/c_d_e|보기>', '[https://a.example/c_d_e|보기]'],
    ['보기: https://a.example/x?y=1&amp;z=2.', '보기: [https://a.example/x?y=1&z=2|https://a.example/x?y=1&z=2].'],
    ['<!date^1764000000^{date_short} {time}|fallback>', 'date(1764000000 {date_short} {time})'],
    ['&lt;!channel&gt; &lt;@U1&gt; &amp;lt;', '<!channel> <@U1> &lt;'],
    ['<javascript:alert(1)|x>', '<javascript:alert(1)|x>'],
  ])('%s', (source, expected) => {
    expect(shown(parseInline(source))).toBe(expected);
  });

  it('shows escaped user text as it was typed, whatever it is', () => {
    const typed = '<!channel> <@U1> <script>alert(1)</script> & &lt; <https://a|b>';
    expect(shown(parseInline(escapeText(typed), true))).toBe(typed);
  });

  it('takes quotes and code fences out of the lines', () => {
    const kinds = parseMrkdwn('첫 줄\n> 인용\n&gt; 둘째\n```\n*코드*\n```\n끝').map(section => section.t);
    expect(kinds).toEqual(['lines', 'quote', 'pre', 'lines']);
  });
});

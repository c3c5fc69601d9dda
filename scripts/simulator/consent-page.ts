import type { Hono } from 'hono';
import type { Workspace } from './workspace.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

/** The page on which a person lets the app act for them, and the way back to the app. */
export function consentRoutes<E extends object>(app: Hono<E>, workspace: Workspace): void {
  app.get('/oauth/v2/authorize', c => {
    const query = new URL(c.req.url).searchParams;
    const wrong = workspace.userTokens.wrong(query);
    if (wrong) return c.text(wrong, 400);
    const acting = /(?:^|;\s*)acting=(\w+)/.exec(c.req.header('cookie') ?? '')?.[1];
    return c.html(page(workspace, query, acting));
  });

  app.post('/oauth/v2/authorize', async c => {
    const query = new URL(c.req.url).searchParams;
    const wrong = workspace.userTokens.wrong(query);
    if (wrong) return c.text(wrong, 400);
    const { user, answer } = await c.req.parseBody();
    const redirect = query.get('redirect_uri') ?? '';
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    if (answer === 'allow') {
      const { id } = workspace.user(String(user));
      back.searchParams.set('code', workspace.userTokens.allow(id, query.get('user_scope') ?? '', redirect));
    } else back.searchParams.set('error', 'access_denied');
    return c.redirect(back.href, 302);
  });
}

function page(workspace: Workspace, query: URLSearchParams, acting: string | undefined): string {
  const people = [...workspace.directory.users.values()].filter(user => !user.isBot && !user.deleted);
  const options = people.map(
    ({ id, realName }) => `<option value="${id}"${id === acting ? ' selected' : ''}>${escaped(realName)}</option>`,
  );
  const korean = !acting || workspace.directory.users.get(acting)?.locale.startsWith('ko');
  const scopes = (query.get('user_scope') ?? '').split(',').map(scope => `<li><code>${escaped(scope)}</code></li>`);
  const app = escaped(workspace.app.name);
  const t = korean
    ? {
        title: `${app} 앱이 내 계정으로 다음 일을 하도록 허용할까요?`,
        as: '로그인한 사람',
        allow: '허용',
        cancel: '취소',
        note: 'Slack의 허용 화면을 대신하는 페이지입니다.',
      }
    : {
        title: `Allow ${app} to do this as you?`,
        as: 'Signed in as',
        allow: 'Allow',
        cancel: 'Cancel',
        note: 'This page stands in for Slack’s own.',
      };
  return `<!doctype html><html lang="${korean ? 'ko' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${app}</title>
<link rel="stylesheet" href="/fonts.css"><style>body{font-size:16px;line-height:1.5;word-break:keep-all;max-width:30em;margin:12vh auto 0;padding:0 1.5em;color:#1d1c1d}
button,select{font:inherit;padding:.5em 1em;border:1px solid #8886;border-radius:6px;background:#fff}
button[value=allow]{background:#007a5a;color:#fff;border-color:#007a5a}form p{display:flex;gap:.6em;align-items:center}small{color:#616061}</style></head>
<body><h1 style="font-size:1.3em">${t.title}</h1><ul>${scopes.join('')}</ul>
<form method="post"><p><label for="user">${t.as}</label><select id="user" name="user">${options.join('')}</select></p>
<p><button name="answer" value="allow">${t.allow}</button><button name="answer" value="cancel">${t.cancel}</button></p></form>
<small>${t.note}</small></body></html>`;
}

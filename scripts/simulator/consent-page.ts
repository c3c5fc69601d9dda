import type { Hono } from 'hono';
import type { Front } from './front.ts';
import type { Workspace } from './workspace.ts';

const escaped = (text: string): string => text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);

/** The page on which a person lets the app act for them, or installs it, and the way back to the app. */
export function consentRoutes<E extends object>(app: Hono<E>, workspace: Workspace, front: Front): void {
  app.get('/oauth/v2/authorize', c => {
    const query = new URL(c.req.url).searchParams;
    const wrong = workspace.tokens.wrong(query);
    if (wrong) return c.text(wrong, 400);
    const acting = /(?:^|;\s*)acting=(\w+)/.exec(c.req.header('cookie') ?? '')?.[1];
    const all = query.get('scope') ? front.members.map(m => m.workspace) : [workspace];
    return c.html(page(all, query, acting));
  });

  app.post('/oauth/v2/authorize', async c => {
    const query = new URL(c.req.url).searchParams;
    const wrong = workspace.tokens.wrong(query);
    if (wrong) return c.text(wrong, 400);
    const { user, answer, team, wide } = await c.req.parseBody();
    const [person = '', of = team] = String(user).split('@');
    const chosen = front.workspace(of) ?? workspace;
    const back = new URL(query.get('redirect_uri') ?? '');
    back.searchParams.set('state', query.get('state') ?? '');
    if (answer === 'allow')
      back.searchParams.set('code', chosen.tokens.allow(chosen.user(person).id, query, wide === 'on'));
    else back.searchParams.set('error', 'access_denied');
    return c.redirect(back.href, 302);
  });
}

const TEXTS = {
  ko: {
    act: (app: string) => `${app} 앱이 내 계정으로 다음 일을 하도록 허용할까요?`,
    install: (app: string) => `${app} 앱을 워크스페이스에 설치할까요?`,
    as: '로그인한 사람',
    wide: '조직 전체에 설치',
    allow: '허용',
    cancel: '취소',
    note: 'Slack의 허용 화면을 대신하는 페이지입니다.',
  },
  en: {
    act: (app: string) => `Allow ${app} to do this as you?`,
    install: (app: string) => `Install ${app} in a workspace?`,
    as: 'Signed in as',
    wide: 'For the whole organisation',
    allow: 'Allow',
    cancel: 'Cancel',
    note: 'This page stands in for Slack’s own.',
  },
};

function page(all: readonly Workspace[], query: URLSearchParams, acting: string | undefined): string {
  const peopleOf = (w: Workspace) => [...w.directory.users.values()].filter(user => !user.isBot && !user.deleted);
  const groups = all.map(w => {
    const options = peopleOf(w).map(
      ({ id, realName }) =>
        `<option value="${id}@${w.team.id}"${id === acting ? ' selected' : ''}>${escaped(realName)}</option>`,
    );
    return `<optgroup label="${escaped(w.team.name)}">${options.join('')}</optgroup>`;
  });
  const [first] = all as [Workspace];
  const korean = !acting || first.directory.users.get(acting)?.locale.startsWith('ko');
  const t = TEXTS[korean ? 'ko' : 'en'];
  const app = escaped(first.app.name);
  const asked = query.get('scope') || query.get('user_scope') || '';
  const scopes = asked.split(',').map(scope => `<li><code>${escaped(scope)}</code></li>`);
  const wide = all.some(w => w.enterprise)
    ? `<p><label><input type="checkbox" name="wide" value="on"> ${t.wide}</label></p>`
    : '';
  return `<!doctype html><html lang="${korean ? 'ko' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${app}</title>
<link rel="stylesheet" href="/fonts.css"><style>body{font-size:16px;line-height:1.5;word-break:keep-all;max-width:30em;margin:12vh auto 0;padding:0 1.5em;color:#1d1c1d}
button,select{font:inherit;padding:.5em 1em;border:1px solid #8886;border-radius:6px;background:#fff}
button[value=allow]{background:#007a5a;color:#fff;border-color:#007a5a}form p{display:flex;gap:.6em;align-items:center}small{color:#616061}</style></head>
<body><h1 style="font-size:1.3em">${query.get('scope') ? t.install(app) : t.act(app)}</h1><ul>${scopes.join('')}</ul>
<form method="post"><p><label for="user">${t.as}</label><select id="user" name="user">${groups.join('')}</select></p>${wide}
<p><button name="answer" value="allow">${t.allow}</button><button name="answer" value="cancel">${t.cancel}</button></p></form>
<small>${t.note}</small></body></html>`;
}

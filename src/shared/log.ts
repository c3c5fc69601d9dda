import pino, { type DestinationStream, type Logger } from 'pino';
import { defined } from './defined.ts';
import { requestId } from './request.ts';

export type Log = Logger;

export interface LogOptions {
  /** Values never written. Default: the secrets of this process's environment. */
  secrets?: readonly string[];
  destination?: DestinationStream;
}

const REDACTED = '[redacted]';
const SLACK_TOKEN = /\bx(?:ox[a-z]|app)(?:\.xox[a-z])?-[\w%.-]+/gi;
/** Up to the last @, since a password may hold @ or /. */
const DATABASE_URI = /mongodb(?:\+srv)?:\/\/[^\s"']*/gi;
const withoutPassword = (uri: string): string => {
  const [begin] = /^mongodb(?:\+srv)?:\/\/[^:@/\\]*:/i.exec(uri) ?? [];
  const end = uri.lastIndexOf('@');
  return begin === undefined || end < begin.length ? uri : `${begin}${REDACTED}${uri.slice(end)}`;
};
const SECRET_FIELD =
  /("(?:[\w-]*(?:token|secret|password|passphrase)|authorization|x-slack-signature|cookie)"\s*:\s*)"(?:[^"\\]|\\.)*"/gi;

/** A JSON logger. Tokens, passwords, secret-named fields and known secrets are removed from the finished line. */
export function createLog(level: string, { secrets = environmentSecrets(), destination }: LogOptions = {}): Log {
  const redact = redactor(secrets);
  const { err } = pino.stdSerializers;
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: label => ({ level: label }) },
      mixin: () => defined({ request: requestId() }),
      serializers: { err, error: err, cause: err, reason: err },
      hooks: { streamWrite: redact },
    },
    destination ?? pino.destination({ fd: 1, sync: true }),
  );
}

/** Also as they appear inside JSON and URLs. */
function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.filter(secret => secret.length >= 6).flatMap(spellings))];
  forms.sort((a, b) => b.length - a.length);
  return text => {
    let clean = text;
    for (const form of forms) clean = clean.replaceAll(form, REDACTED);
    return clean
      .replace(SLACK_TOKEN, REDACTED)
      .replace(DATABASE_URI, withoutPassword)
      .replace(SECRET_FIELD, `$1"${REDACTED}"`);
  };
}

function spellings(secret: string): string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}

function environmentSecrets(): string[] {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, MONGODB_URI } = process.env;
  const password = MONGODB_URI?.match(/^mongodb(?:\+srv)?:\/\/[^:/?#]*:(.*)@/i)?.[1];
  return [SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, password].filter(secret => secret !== undefined);
}

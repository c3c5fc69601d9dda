import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `keys`: 32 bytes each; the first seals and signs, all open and verify. Signing keys are derived from them. */
export function secrets(keys: readonly Buffer[]) {
  const signingKeys = keys.map(key => createHmac('sha256', key).update('daybook state').digest());
  const [newest = Buffer.alloc(0)] = keys;
  const [signing = newest] = signingKeys;
  const mac = (payload: string, key: Buffer): Buffer => createHmac('sha256', key).update(payload).digest();
  return {
    /** AES-256-GCM bound to `about`, so that a token cannot move to another person */
    seal: (text: string, about: string): string => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', newest, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    /** undefined: another key or subject, or altered */
    unseal: (sealed: string, about: string): string | undefined =>
      keys.map(key => opened(sealed, about, key)).find(text => text !== undefined),
    isNewest: (sealed: string, about: string): boolean => opened(sealed, about, newest) !== undefined,
    sign: (value: object): string => {
      const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${payload}.${mac(payload, signing).toString('base64url')}`;
    },
    /** the signed value; undefined: not ours */
    verify: (signed: string): unknown => {
      const [payload = '', signature = ''] = signed.split('.');
      const given = Buffer.from(signature, 'base64url');
      const isOurs = signingKeys.some(key => {
        const right = mac(payload, key);
        return given.length === right.length && timingSafeEqual(given, right);
      });
      return isOurs ? (JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown) : undefined;
    },
  };
}

function opened(sealed: string, about: string, key: Buffer): string | undefined {
  const [version, body = ''] = sealed.split('.');
  const bytes = Buffer.from(body, 'base64url');
  if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(about))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}

export type Secrets = ReturnType<typeof secrets>;

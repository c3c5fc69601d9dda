import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const VERSION = 'v1';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `key`: 32 bytes. The signing key is derived from it. */
export function secrets(key: Buffer) {
  const signingKey = createHmac('sha256', key).update('daybook state').digest();
  const mac = (payload: string): Buffer => createHmac('sha256', signingKey).update(payload).digest();
  return {
    /** AES-256-GCM bound to `about`, so that a token cannot move to another person */
    seal: (text: string, about: string): string => {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about));
      const sealed = Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${VERSION}.${sealed.toString('base64url')}`;
    },
    /** undefined: another key or subject, or altered */
    unseal: (sealed: string, about: string): string | undefined => {
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
    },
    sign: (value: object): string => {
      const payload = Buffer.from(JSON.stringify(value)).toString('base64url');
      return `${payload}.${mac(payload).toString('base64url')}`;
    },
    /** the signed value; undefined: not ours */
    verify: (signed: string): unknown => {
      const [payload = '', signature = ''] = signed.split('.');
      const given = Buffer.from(signature, 'base64url');
      const right = mac(payload);
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as unknown;
    },
  };
}
export type Secrets = ReturnType<typeof secrets>;

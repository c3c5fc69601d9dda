import { randomBytes } from 'node:crypto';
import { newId } from './directory.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  user: string;
  /** seconds since the epoch */
  created: number;
  /** until it is uploaded, the length that was announced */
  size: number;
  body: Uint8Array<ArrayBuffer> | null;
  complete: boolean;
  uploadKey: string;
  channels: string[];
}

const TYPES: Record<string, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
};

/** Files, from the announcement to the download. */
export class Files {
  readonly #files = new Map<string, StoredFile>();

  announce(name: string, size: number, user: string, now: number): StoredFile {
    const file: StoredFile = {
      id: newId('F'),
      name,
      title: name,
      user,
      created: Math.floor(now / 1000),
      size,
      body: null,
      complete: false,
      uploadKey: randomBytes(16).toString('hex'),
      channels: [],
    };
    this.#files.set(file.id, file);
    return file;
  }

  all(): StoredFile[] {
    return [...this.#files.values()];
  }

  restore(file: StoredFile): void {
    this.#files.set(file.id, file);
  }

  get(id: string): StoredFile | undefined {
    return this.#files.get(id);
  }

  byKey(key: string): StoredFile | undefined {
    return [...this.#files.values()].find(file => file.uploadKey === key);
  }

  receive(file: StoredFile, body: Uint8Array<ArrayBuffer>): void {
    file.body = body;
    file.size = body.byteLength;
  }
}

const extension = (name: string): string => name.split('.').at(-1)?.toLowerCase() ?? '';

export function contentType(name: string): string {
  return TYPES[extension(name)] ?? 'application/octet-stream';
}

export function fileUrl(file: StoredFile, base: string): string {
  return `${base}/files/${file.id}/${encodeURIComponent(file.name)}`;
}

/** A file as `files.info` gives it. */
export function fileJson(file: StoredFile, base: string): Record<string, unknown> {
  const url = fileUrl(file, base);
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: contentType(file.name).split(';')[0],
    filetype: extension(file.name),
    pretty_type: extension(file.name).toUpperCase(),
    user: file.user,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: url,
    permalink: url,
    channels: file.channels,
    groups: [],
    ims: [],
  };
}

import { type ReactNode, useRef, useState } from 'react';
import { useWorld } from '../world.tsx';
import { type ElementProps, useField } from './field.tsx';

interface Kept {
  id: string;
  name: string;
  size: number;
}

/** Files are uploaded as they are chosen; the state carries their ids. */
export function FileInput(props: ElementProps): ReactNode {
  const { element, label } = props;
  const { act, words } = useWorld();
  const field = useField(props);
  const chooser = useRef<HTMLInputElement>(null);
  const [uploading, setUploading] = useState(0);
  const files = field.content as Kept[];
  const max = Number(element.max_files ?? 10);
  const types = (element.filetypes as string[] | undefined)?.map(type => `.${type}`).join(',');

  const add = async (list: File[]): Promise<void> => {
    const room = list.slice(0, max - files.length);
    setUploading(room.length);
    const added: Kept[] = [];
    for (const file of room) {
      const result = await act({ do: 'upload', name: file.name, base64: await toBase64(file) });
      if (result.file) added.push({ id: result.file.id, name: file.name, size: file.size });
    }
    setUploading(0);
    field.change([...files, ...added]);
  };
  return (
    <span className="file-input">
      {files.map(file => (
        <span key={file.id} className="chip">
          {file.name}
          <button
            type="button"
            aria-label={words.remove(file.name)}
            disabled={field.locked}
            onClick={() => field.change(files.filter(other => other.id !== file.id))}
          >
            ×
          </button>
        </span>
      ))}
      <input
        ref={chooser}
        type="file"
        className="visually-hidden"
        aria-label={label}
        accept={types}
        multiple={max > 1}
        disabled={field.locked || uploading > 0 || files.length >= max}
        data-action-id={element.action_id}
        onChange={event => {
          void add([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="btn"
        disabled={field.locked || uploading > 0 || files.length >= max}
        onClick={() => chooser.current?.click()}
      >
        {uploading > 0 ? words.uploading : words.addFile}
      </button>
    </span>
  );
}

async function toBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}

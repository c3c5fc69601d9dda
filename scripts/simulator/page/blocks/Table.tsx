import { type ReactNode, useState } from 'react';
import type { Raw } from '../elements/state.ts';
import { useWorld } from '../world.tsx';
import { RichText } from './RichText.tsx';

interface Column {
  align?: 'left' | 'center' | 'right';
  is_wrapped?: boolean;
}

/** `table` and `data_table`: the first row is the head; a data table has a caption and pages. */
export function Table({ block }: { block: Raw }): ReactNode {
  const { words } = useWorld();
  const [page, setPage] = useState(0);
  const [head = [], ...rows] = block.rows as Raw[][];
  const columns = (block.column_settings ?? []) as (Column | null)[];
  const size = block.type === 'data_table' ? Number(block.page_size ?? 10) : rows.length;
  const start = Math.min(page, Math.max(0, Math.ceil(rows.length / size) - 1)) * size;
  const shown = rows.slice(start, start + size);
  const style = (index: number, cell: Raw) => ({
    textAlign: columns[index]?.align ?? (cell.type === 'raw_number' ? ('right' as const) : ('left' as const)),
    whiteSpace: columns[index]?.is_wrapped === true ? ('normal' as const) : undefined,
  });
  return (
    <div className="table-box">
      <div className="table-scroll">
        <table>
          {typeof block.caption === 'string' && <caption>{block.caption}</caption>}
          <thead>
            <tr>
              {head.map((cell, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                <th key={index} style={style(index, cell)}>
                  <Cell cell={cell} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={start + at}>
                {row.map((cell, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <td key={index} style={style(index, cell)}>
                    <Cell cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {size < rows.length && (
        <div className="pages">
          <button type="button" className="btn" disabled={start === 0} onClick={() => setPage(start / size - 1)}>
            {words.previous}
          </button>
          {words.pageOf(start + 1, start + shown.length, rows.length)}
          <button
            type="button"
            className="btn"
            disabled={start + size >= rows.length}
            onClick={() => setPage(start / size + 1)}
          >
            {words.next}
          </button>
        </div>
      )}
    </div>
  );
}

function Cell({ cell }: { cell: Raw }): ReactNode {
  return cell.type === 'rich_text' ? (
    <RichText block={cell} />
  ) : (
    <span className="plain">{String(cell.text ?? '')}</span>
  );
}

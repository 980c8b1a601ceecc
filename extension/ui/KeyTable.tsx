/** A table of keys and what they do, by group. */
import { Kbd } from './Kbd.tsx'

export interface KeyRow {
  act: string
  keys: readonly string[]
  label: string
  group: string
}

export function KeyTable({ keys }: { keys: readonly KeyRow[] }) {
  const groups = [...new Set(keys.map((row) => row.group))]
  return (
    <div className="flex flex-col gap-4">
      {groups.map((group) => (
        <table key={group} className="w-full text-small">
          <caption className="pb-1 text-left font-medium text-muted">{group}</caption>
          <tbody>
            {keys
              .filter((row) => row.group === group)
              .map((row) => (
                <tr key={row.act} className="border-t border-line">
                  <th scope="row" className="w-24 py-1.5 text-left font-normal">
                    <span className="sr-only">{row.keys.join(' or ')}</span>
                    <span className="flex gap-1">
                      {row.keys.map((key) => (
                        <Kbd key={key}>{key}</Kbd>
                      ))}
                    </span>
                  </th>
                  <td className="py-1.5">{row.label}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

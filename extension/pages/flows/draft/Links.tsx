/** Documentation that a step points to; https only, and how sure we are of it. */
import { Plus, Trash2 } from 'lucide-react'
import type { DocLink } from '#shared/flow/flow.ts'
import { Button, IconButton } from '../../../ui/Button.tsx'
import { SelectField, TextField } from '../../../ui/Field.tsx'
import { changeStep, problemAt, type WordsProps } from './edit-props.ts'

export function Links({ node, editor, problems }: WordsProps) {
  const put = (links: DocLink[], field?: string) => changeStep(editor, node.id, { links }, field)
  const change = (n: number, more: Partial<DocLink>, field: string) =>
    put(
      node.links.map((one, at) => (at === n ? { ...one, ...more } : one)),
      `link ${n} ${field}`,
    )
  return (
    <section aria-label="Documentation" className="flex flex-col gap-2">
      <h3 className="text-small font-semibold">Documentation</h3>
      {node.links.map((link, n) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: a link is what it says, and that is typed
          key={n}
          className="flex items-end gap-1"
        >
          <div className="grid min-w-0 flex-1 gap-2 wide:grid-cols-[1fr_1fr_9rem]">
            <TextField
              label="Title of the page"
              name={`links.${n}.title`}
              value={link.title}
              maxLength={200}
              problem={problemAt(problems, `links.${n}.title`)}
              onChange={(event) => change(n, { title: event.target.value }, 'title')}
            />
            <TextField
              label="Address"
              name={`links.${n}.url`}
              value={link.url}
              maxLength={2000}
              placeholder="https://"
              problem={problemAt(problems, `links.${n}.url`)}
              onChange={(event) => change(n, { url: event.target.value.trim() }, 'url')}
            />
            <SelectField
              label="It was"
              value={link.grade}
              options={GRADES}
              onPick={(grade) => change(n, { grade }, 'grade')}
            />
          </div>
          <IconButton
            label={`${link.title || 'This link'}: take it out`}
            icon={<Trash2 className="size-4" />}
            onClick={() => put(node.links.filter((_, at) => at !== n))}
          />
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus aria-hidden className="size-3.5" />}
          onClick={() => put([...node.links, { title: '', url: '', grade: 'unverified' }])}
        >
          {node.links.length > 0 ? 'Another link' : 'Add a link'}
        </Button>
      </div>
    </section>
  )
}

const GRADES = [
  { value: 'read', label: 'Read' },
  { value: 'exists', label: 'Seen to exist' },
  { value: 'unverified', label: 'Not verified' },
] as const

/** One line per box of the New Note dialog, so that a glance shows which to change. */
import { ArrowRight, Check } from 'lucide-react'
import type { BoxTold } from './tell-boxes.ts'

export function BoxList({ boxes }: { boxes: readonly BoxTold[] }) {
  return (
    <ul className="mt-1 flex flex-col gap-0.5" aria-label="Boxes of the new note">
      {boxes.map(({ text, isRight }) => {
        const Icon = isRight ? Check : ArrowRight
        return (
          <li key={text} className={`flex items-center gap-1.5 ${isRight ? '' : 'font-semibold'}`}>
            <Icon aria-hidden="true" className="size-3.5 shrink-0" />
            {text}
          </li>
        )
      })}
    </ul>
  )
}

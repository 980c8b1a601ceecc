/** What came of a try, one line for each thing that was tried. */
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { clock, day } from '../../ui/time-words.ts'

const STATES = {
  works: { Icon: CircleCheck, look: 'text-good-ink', word: 'Works' },
  fails: { Icon: CircleX, look: 'text-bad-ink', word: 'Fails' },
  unknown: { Icon: CircleHelp, look: 'text-amber-ink', word: 'Not known' },
}

interface Tested {
  at: string
  findings: readonly { what: string; state: keyof typeof STATES; message: string }[]
}

export function TestFindings({ test, aside }: { test: Tested; aside?: string }) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="text-small font-medium text-muted">
        Tested {day(test.at)} {clock(test.at)}
        {aside}
      </h3>
      <ul className="divide-y divide-line rounded-md border border-line bg-surface">
        {test.findings.map((finding) => {
          const { Icon, look, word } = STATES[finding.state]
          return (
            <li key={finding.what} className="flex items-start gap-2.5 px-3 py-2">
              <Icon aria-label={word} className={`mt-0.5 size-4 shrink-0 ${look}`} />
              <span className="min-w-0">
                <span className="font-medium">{finding.what}</span>
                <span className="block text-small text-muted">{finding.message}</span>
              </span>
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/** What FlowPilot wants to know: one key answers, or one's own words. */
import { MessageCircleQuestionMark, PencilLine } from 'lucide-react'
import { useState } from 'react'
import type { Question } from '#shared/session/lane.ts'
import { Badge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { keyOf } from '../../ui/keys.ts'
import { useKeys } from '../use-keys.ts'
import { LaneComposer } from './LaneComposer.tsx'
import type { LaneActs } from './lane-acts.ts'

export function QuestionCard({
  question,
  acts,
  hasKeys,
}: {
  question: Question
  acts: LaneActs
  hasKeys: boolean
}) {
  const [isWriting, setWriting] = useState(false)
  const { id, text, why, choices } = question
  const answer = (words: string) => acts.answer(id, words)
  useKeys(
    hasKeys
      ? {
          choose: (digit) => {
            const choice = choices[digit - 1]
            return choice === undefined ? false : void answer(choice)
          },
          seen: () => setWriting(true),
          skip: () => void acts.dropQuestion(id),
        }
      : {},
  )
  return (
    <article
      aria-labelledby={`question-${id}`}
      className="flex animate-appear flex-col gap-2.5 rounded-lg border border-line bg-surface p-3"
    >
      <header className="flex flex-col gap-1.5">
        <div className="flex">
          <Badge icon={<MessageCircleQuestionMark aria-hidden="true" />}>Question</Badge>
        </div>
        <h2 id={`question-${id}`} className="text-title font-semibold text-balance break-words">
          {text}
        </h2>
        {why && <p className="text-small break-words text-muted">{why}</p>}
      </header>
      {choices.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="sr-only">Answers</legend>
          {choices.map((choice, i) => (
            <Choice
              key={choice}
              digit={hasKeys ? i + 1 : undefined}
              label={choice}
              onPick={() => void answer(choice)}
            />
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-1">
        <Button
          size="small"
          look={choices.length > 0 ? 'quiet' : 'primary'}
          icon={<PencilLine aria-hidden="true" className="size-3.5" />}
          keyLabel={hasKeys ? keyOf('seen') : undefined}
          onClick={() => setWriting(true)}
        >
          {choices.length > 0 ? 'In my words' : 'Answer'}
        </Button>
        <Button
          size="small"
          look="quiet"
          keyLabel={hasKeys ? keyOf('skip') : undefined}
          onClick={() => void acts.dropQuestion(id)}
        >
          Skip
        </Button>
      </div>
      {isWriting && (
        <LaneComposer
          field={`${id} answer`}
          title={text}
          label={text}
          submit="Answer"
          maxLength={1000}
          onCancel={() => setWriting(false)}
          onSubmit={answer}
        />
      )}
    </article>
  )
}

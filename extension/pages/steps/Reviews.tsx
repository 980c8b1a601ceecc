/** What people say of a step, and one's own word on it. */
import { Star } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import {
  type LibraryStep,
  ReviewLibraryStep,
  type StepReview,
} from '#shared/step-library/contract.ts'
import { Button } from '../../ui/Button.tsx'
import { TextArea } from '../../ui/Field.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { day } from '../../ui/time-words.ts'
import { useChange, useMay } from '../page-context.ts'

export function Reviews({ step, reviews }: { step: LibraryStep; reviews: readonly StepReview[] }) {
  const mayReview = useMay('workOnSessions')
  const mine = reviews.find(({ isMine }) => isMine)
  return (
    <section aria-labelledby="reviews" className="flex flex-col gap-3 border-t border-line pt-4">
      <h2 id="reviews" className="text-title font-semibold">
        Reviews
      </h2>
      {reviews.length === 0 && <p className="text-muted">Nobody has reviewed it yet.</p>}
      {reviews.length > 0 && (
        <ul className="flex flex-col gap-2">
          {reviews.map((review) => (
            <li key={`${review.reviewedBy} ${review.reviewedAt}`} className="flex flex-col gap-0.5">
              <p className="flex flex-wrap items-center gap-1.5 text-small">
                <Stars stars={review.stars} />
                <span className="font-medium">{review.reviewedBy}</span>
                <span className="text-faint">{day(review.reviewedAt)}</span>
              </p>
              {review.text && <p className="break-words">{review.text}</p>}
            </li>
          ))}
        </ul>
      )}
      {mayReview && <Own key={mine?.reviewedAt} stepId={step.id} mine={mine} />}
    </section>
  )
}

const Stars = ({ stars }: { stars: number }) => (
  <span className="inline-flex" role="img" aria-label={`${stars} of 5 stars`}>
    {FIVE.map((n) => (
      <Star
        key={n}
        aria-hidden
        className={`size-3.5 ${n <= stars ? 'fill-current text-accent-ink' : 'text-line-strong'}`}
      />
    ))}
  </span>
)

const FIVE = [1, 2, 3, 4, 5] as const
const OPTIONS = FIVE.map((value) => ({ value, label: `${value} ★` }))

function Own({ stepId, mine }: { stepId: string; mine: StepReview | undefined }) {
  const [stars, setStars] = useState<number | null>(mine?.stars ?? null)
  const [text, setText] = useState(mine?.text ?? '')
  const review = useChange(ReviewLibraryStep)
  const isSame = stars === (mine?.stars ?? null) && text === (mine?.text ?? '')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (stars === null || isSame || review.isPending) return
    review.mutate({ stepId, stars, text })
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-2 rounded-lg border border-line p-3">
      <Segments
        label={mine ? 'You said' : 'What do you say of it?'}
        isLabelShown
        value={stars}
        options={OPTIONS}
        onChange={setStars}
      />
      <TextArea
        label="Why"
        isLow
        value={text}
        maxLength={1_000}
        hint="Optional; your team reads it"
        onChange={({ target }) => setText(target.value)}
      />
      {review.error && <Notice tone="bad">{review.error.message}</Notice>}
      <Button
        type="submit"
        className="self-start"
        isBusy={review.isPending}
        why={
          stars === null ? 'Give it stars first.' : isSame ? 'That is what you said.' : undefined
        }
      >
        {mine ? 'Change your review' : 'Add your review'}
      </Button>
    </form>
  )
}

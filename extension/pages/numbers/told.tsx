/** Shares and times as tables and tiles show them. */
import { intervalOf, percentOf, type Share } from '#shared/numbers/interval.ts'

/** Of so few the share alone would say more than is known. */
const FEW = 20

/** `7 of 10, 70 %`, with the bar of it, and how sure it is where there are few. */
export function TellShare({ share, tone }: { share: Share; tone?: Tone | undefined }) {
  const percent = percentOf(share)
  if (percent === null) return null
  const { low, high } = intervalOf(share)
  return (
    <span className="inline-flex min-w-28 flex-col items-end gap-0.5">
      <span className="whitespace-nowrap">
        {percent} %{' '}
        <span className="text-faint">
          {share.good} of {share.of}
        </span>
      </span>
      <Bar share={share.good / share.of} tone={tone} />
      {share.of < FEW && (
        <span className="text-fine whitespace-nowrap text-faint">
          likely {Math.round(100 * low)} to {Math.round(100 * high)} %
        </span>
      )}
    </span>
  )
}

/** Of what had better not be. */
type Tone = 'bad'

export const Bar = ({ share, tone }: { share: number; tone?: Tone | undefined }) => (
  <span aria-hidden className="block h-1 w-24 overflow-hidden rounded-full bg-line">
    <span
      className={`block h-full rounded-full ${tone === 'bad' ? 'bg-amber-line' : 'bg-accent'}`}
      style={{ width: `${Math.round(100 * Math.max(0, Math.min(1, share)))}%` }}
    />
  </span>
)

/** `4 min`, `1 h 20 min`. */
export function tellMinutes(minutes: number | null): string | null {
  if (minutes === null) return null
  if (minutes < 1) return minutes === 0 ? '0 min' : 'under 1 min'
  const whole = Math.round(minutes)
  return whole < 60 ? `${whole} min` : `${Math.floor(whole / 60)} h ${whole % 60} min`
}

/** As a file has it: hundredths are more than anybody measures. */
export const roundMinutes = (minutes: number | null): number | null =>
  minutes === null ? null : Math.round(100 * minutes) / 100

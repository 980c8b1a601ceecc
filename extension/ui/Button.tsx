/**
 * A button. One primary per screen: the next action, which a double click takes once.
 *
 * With `why` it cannot be used and says so: it stays in the tab order, and the reason is
 * read out and shown beside it.
 */
import { type ButtonHTMLAttributes, type ReactNode, type Ref, useId } from 'react'
import { classNames } from './class-names.ts'
import { Kbd } from './Kbd.tsx'
import { pressOnce } from './press-once.ts'

export interface ButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  look?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'small' | 'medium'
  icon?: ReactNode
  /** The key that does the same. */
  keyLabel?: string | undefined
  /** Why it cannot be used now. */
  why?: string | undefined
  isBusy?: boolean
  /** Of several below each other that go when they are pressed: the next one is not meant. */
  isOnce?: boolean
  ref?: Ref<HTMLButtonElement>
}

const LOOKS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover border-transparent',
  secondary: 'bg-raised text-ink border-line hover:bg-hover hover:border-line-strong',
  quiet: 'text-muted border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-bad text-on-accent border-transparent hover:opacity-90',
}
const SIZES = { small: 'h-7 px-2 text-small gap-1.5', medium: 'h-8 px-3 text-body gap-2' }

export function Button({
  look = 'secondary',
  size = 'medium',
  icon,
  keyLabel,
  why,
  isBusy,
  isOnce = look === 'primary',
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const reasonId = useId()
  const isOff = why !== undefined || isBusy === true
  return (
    <>
      <button
        type="button"
        aria-disabled={isOff || undefined}
        aria-describedby={why ? reasonId : undefined}
        aria-keyshortcuts={keyLabel}
        onClick={isOff ? (event) => event.preventDefault() : isOnce ? pressOnce(onClick) : onClick}
        className={classNames(
          'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-100',
          SIZES[size],
          isOff && look === 'primary' && !isBusy ? 'border-line bg-sunken text-faint' : LOOKS[look],
          isOff && look !== 'primary' && 'opacity-55',
          className,
        )}
        {...rest}
      >
        {icon}
        {children}
        {keyLabel && <Kbd isOnAccent={look === 'primary' && !isOff}>{keyLabel}</Kbd>}
      </button>
      {why && (
        <span id={reasonId} className="sr-only">
          {why}
        </span>
      )}
    </>
  )
}

/** A button that is an icon; its name is said and shown on hover. */
export function IconButton({
  label,
  keyLabel,
  icon,
  className,
  ...rest
}: Omit<ButtonProps, 'look' | 'size' | 'children'> & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={keyLabel}
      title={keyLabel ? `${label} (${keyLabel})` : label}
      className={classNames(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink',
        className,
      )}
      {...rest}
    >
      {icon}
    </button>
  )
}

/** Times and spans as a person says them; hours as in the note, from 00 to 23. */

export function since(from: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(from)) / 60_000))
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min ago`
  if (minutes < 24 * 60 && sameDay(from, now)) return `at ${clock(from)}`
  return `${day(from)} ${clock(from)}`
}

/** For how long something waits: `12 min`, `3 h 5 min`, `2 d 4 h`. */
export function waited(from: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(from)) / 60_000))
  if (minutes < 1) return 'less than 1 min'
  if (minutes < 60) return `${minutes} min`
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return `${hours} h ${minutes % 60} min`
  return `${Math.floor(hours / 24)} d ${hours % 24} h`
}

export const clock = (at: string | number): string =>
  new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))

/** `14:03`, with its day where that is not today. */
export const whenAt = (at: string, now: number): string =>
  sameDay(at, now) ? clock(at) : `${clock(at)} on ${day(at)}`

export const day = (at: string | number): string =>
  new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' }).format(
    new Date(at),
  )

/** With its year: what it is held against may be long ago. */
export const dayAndYear = (at: string | number): string =>
  new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' }).format(new Date(at))

/** `0:07`, `1:20`: hours and minutes worked. */
export function span(minutes: number): string {
  const whole = Math.floor(minutes)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

const sameDay = (at: string, now: number): boolean =>
  new Date(at).toDateString() === new Date(now).toDateString()

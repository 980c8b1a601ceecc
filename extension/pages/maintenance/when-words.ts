/** Moments of a plan, as a clock at its place shows them. */
export const momentAt = (at: string, timeZone: string): string =>
  new Intl.DateTimeFormat(undefined, {
    ...{ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone },
  }).format(new Date(at))

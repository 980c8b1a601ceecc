/**
 * Whether what a person begins now is a first-level walk: they have said so in this browser, and it
 * begins along a flow. Who signs in here after them has not said it.
 */
import type { EventData } from '#shared/session/event.ts'
import type { Settings } from '../../client/settings.ts'

export const walksFirstLevel = (settings: Settings | null, personId: string | undefined): boolean =>
  personId !== undefined && settings?.firstLevelFor === personId

export const levelOf = (
  data: readonly EventData[],
  settings: Settings | null,
  personId: string,
): { level?: 'first' } =>
  walksFirstLevel(settings, personId) && data.some(({ type }) => type === 'flow_entered')
    ? { level: 'first' }
    : {}

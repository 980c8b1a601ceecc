/** Asked as this module is loaded, before all others of the panel. */
import { askAhead } from '../client/ahead.ts'

export const ahead = askAhead()

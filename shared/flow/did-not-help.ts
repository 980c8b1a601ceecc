/** The answer that an action drawn by us has for what was tried for nothing: by it a step without a sentence is known to have been that. */
export const DID_NOT_HELP = 'It did not help'

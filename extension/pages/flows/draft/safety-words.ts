/** How far a step or a command goes, where one says so oneself. */
export const SAFETIES = [
  { value: 'reads', label: 'Only reads' },
  { value: 'changes', label: 'Changes' },
  { value: 'disrupts', label: 'Disrupts' },
] as const

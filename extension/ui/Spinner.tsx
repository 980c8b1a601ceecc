/** Turning, for what takes more than a moment, always beside a word. */
import { LoaderCircle } from 'lucide-react'

export const Spinner = () => <LoaderCircle aria-hidden="true" className="size-4 animate-turn" />

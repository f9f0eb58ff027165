import { loadConfig } from '../config.js';
import { AppError } from '../shared/errors.js';

/** The name of the zone; null while the config has mistakes. */
export function zoneName(root: string): string | null {
  try {
    return loadConfig({ root }).zone.name;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

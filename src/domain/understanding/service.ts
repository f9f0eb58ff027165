import type { ServiceEntry } from '../../config/cases-schema.js';
import { compilePhrases } from './phrases.js';

const gap = 12;

/** Finds the service (代办事项) whose name or aliases say most in normalised text. */
export function createServiceReader(
  services: readonly ServiceEntry[],
): (text: string) => ServiceEntry | null {
  const compiled = services.map((service) => ({
    service,
    phrases: compilePhrases([service.name, ...service.aliases], gap),
  }));

  return (text) => {
    let best: { service: ServiceEntry; length: number } | null = null;
    for (const { service, phrases } of compiled) {
      const hits = phrases.findAll(text);
      // The longest alias decides: 社保卡 within 社保卡挂失 is the same wish said shorter.
      const length = Math.max(0, ...hits.map((h) => h.phrase.length));
      if (length > (best?.length ?? 0)) best = { service, length };
    }
    return best?.service ?? null;
  };
}

import { z } from 'zod';
import type { WecomSimOptions } from './wecom-sim.js';

const environment = z.object({
  SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(7080),
  SIM_HOST: z.string().default('127.0.0.1'),
  SIM_PRODUCT_PORT: z.coerce.number().int().min(1).max(65_535).default(8080),
  SIM_CALLBACK_URL: z.url().optional(),
  SIM_CONTACTS_DIR: z.string().default('config'),
  SIM_SEED: z.string().min(1).max(100).optional(),
  SIM_KEEP_CALLS: z.coerce.number().int().min(1).optional(),
  SIM_KEEP_PER_MEMBER: z.coerce.number().int().min(1).optional(),
  SIM_CORP_ID: z.string().optional(),
  SIM_AGENT_ID: z.coerce.number().int().optional(),
  SIM_SECRET: z.string().optional(),
  SIM_TOKEN: z.string().optional(),
  SIM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits')
    .optional(),
});

export interface SimStart {
  options: WecomSimOptions;
  /** The folder whose people the page offers. */
  contactsDir: string;
  /** Where the product is expected on this machine. */
  productPort: number;
}

/** Settings from the environment; arguments of the form SIM_PORT=7081 win over it. */
export function readOptions(env: Record<string, string | undefined>, args: readonly string[]): SimStart {
  const given = args.map((arg) => arg.split(/=(.*)/s).slice(0, 2));
  const parsed = environment.safeParse({ ...env, ...Object.fromEntries(given) });
  if (!parsed.success) throw new Error(`wecom-sim settings: ${z.prettifyError(parsed.error)}`);
  const read = parsed.data;
  const productPort = read.SIM_PRODUCT_PORT;
  return {
    contactsDir: read.SIM_CONTACTS_DIR,
    productPort,
    options: {
      port: read.SIM_PORT,
      host: read.SIM_HOST,
      callbackUrl: read.SIM_CALLBACK_URL ?? `http://127.0.0.1:${productPort}/callbacks/wecom-app`,
      corpId: read.SIM_CORP_ID,
      agentId: read.SIM_AGENT_ID,
      secret: read.SIM_SECRET,
      token: read.SIM_TOKEN,
      encodingAesKey: read.SIM_ENCODING_AES_KEY,
      seed: read.SIM_SEED,
      keepCalls: read.SIM_KEEP_CALLS,
      keepPerMember: read.SIM_KEEP_PER_MEMBER,
    },
  };
}

import { z } from 'zod';
import type { WecomSimOptions } from './wecom-sim.js';

const environment = z.object({
  SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(7080),
  SIM_HOST: z.string().default('127.0.0.1'),
  SIM_CALLBACK_URL: z.url().default('http://127.0.0.1:8080/callbacks/wecom-app'),
  SIM_CORP_ID: z.string().optional(),
  SIM_AGENT_ID: z.coerce.number().int().optional(),
  SIM_SECRET: z.string().optional(),
  SIM_TOKEN: z.string().optional(),
  SIM_ENCODING_AES_KEY: z
    .string()
    .regex(/^[A-Za-z0-9]{43}$/, '43 letters and digits')
    .optional(),
});

/** Settings from the environment; arguments of the form SIM_PORT=7081 win over it. */
export function readOptions(
  env: Record<string, string | undefined>,
  args: readonly string[],
): WecomSimOptions {
  const given = args.map((arg) => arg.split(/=(.*)/s).slice(0, 2));
  const parsed = environment.safeParse({ ...env, ...Object.fromEntries(given) });
  if (!parsed.success) throw new Error(`wecom-sim settings: ${z.prettifyError(parsed.error)}`);
  const read = parsed.data;
  return {
    port: read.SIM_PORT,
    host: read.SIM_HOST,
    callbackUrl: read.SIM_CALLBACK_URL,
    corpId: read.SIM_CORP_ID,
    agentId: read.SIM_AGENT_ID,
    secret: read.SIM_SECRET,
    token: read.SIM_TOKEN,
    encodingAesKey: read.SIM_ENCODING_AES_KEY,
  };
}

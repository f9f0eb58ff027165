/** What the console of a real WeCom corp would show for one self-built app; every default is invented. */
export interface WecomSettings {
  corpId: string;
  agentId: number;
  secret: string;
  /** Only used in the signature of callbacks. */
  token: string;
  /** 43 letters and digits (path/90968, wecom.md 1.1). */
  encodingAesKey: string;
}

export const inventedSettings: WecomSettings = {
  corpId: 'wwsimulated0000001',
  agentId: 1000002,
  secret: 'simulated-secret-not-real',
  token: 'SimulatedToken',
  encodingAesKey: 'SimulatedKeySimulatedKeySimulatedKey1234567',
};

/** The same settings under the names the product reads, plus where it finds the simulated API. */
export interface ProductSettings {
  WECOM_CORP_ID: string;
  WECOM_AGENT_ID: string;
  WECOM_SECRET: string;
  WECOM_TOKEN: string;
  WECOM_ENCODING_AES_KEY: string;
  WECOM_API_BASE_URL: string;
}

export function productSettings(settings: WecomSettings, apiBaseUrl: string): ProductSettings {
  return {
    WECOM_CORP_ID: settings.corpId,
    WECOM_AGENT_ID: String(settings.agentId),
    WECOM_SECRET: settings.secret,
    WECOM_TOKEN: settings.token,
    WECOM_ENCODING_AES_KEY: settings.encodingAesKey,
    WECOM_API_BASE_URL: apiBaseUrl,
  };
}

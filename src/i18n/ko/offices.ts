import type { officesEn } from '../en/offices.ts';

export const officesKo: typeof officesEn = {
  offices: {
    first: '본사 (워크스페이스 설정)',
  },
};

import type { FoundFiles } from './files.js';
import { refuseRepeats } from './refuse-repeats.js';
import type { ConfigReport } from './report.js';

/** Categories, services and kinds of danger lead to units and categories that exist. */
export function checkCases(
  files: Pick<FoundFiles, 'zone' | 'categories' | 'services' | 'danger' | 'departments'>,
  report: ConfigReport,
): void {
  const { zone, categories, services, danger, departments } = files;
  const units = departments && new Set(departments.map((unit) => unit.code));
  const codes = categories && new Set(categories.categories.map((category) => category.code));

  const expectUnit = (file: string, path: PropertyKey[], code: string) => {
    if (!units || units.has(code)) return;
    report.refuse(
      file,
      path,
      `没有代码为 ${code} 的单位`,
      '改成 departments.yaml 里的单位代码，或先在那里加上这个单位',
    );
  };
  const expectCategory = (file: string, path: PropertyKey[], code: string) => {
    if (!codes || codes.has(code)) return;
    report.refuse(file, path, `没有代码为 ${code} 的事项类别`, '改成 categories.yaml 里的类别代码');
  };

  if (zone) expectCategory('zone.yaml', ['complaints'], zone.complaints);
  const entries = categories?.categories ?? [];
  refuseRepeats(
    entries.map((entry) => entry.code),
    'categories.yaml',
    (index) => ['categories', index, 'code'],
    report,
  );
  for (const [index, entry] of entries.entries()) {
    const at = ['categories', index];
    expectUnit('categories.yaml', [...at, 'lead'], entry.lead);
    for (const [place, code] of entry.assisting.entries()) {
      expectUnit('categories.yaml', [...at, 'assisting', place], code);
      if (code === entry.lead) {
        report.refuse(
          'categories.yaml',
          [...at, 'assisting', place],
          `${code} 已经是主办单位`,
          '从协办单位里删掉',
        );
      }
    }
  }

  refuseRepeats(
    (services ?? []).map((service) => service.id),
    'services.yaml',
    (index) => ['services', index, 'id'],
    report,
  );
  for (const [index, service] of (services ?? []).entries()) {
    expectUnit('services.yaml', ['services', index, 'department'], service.department);
    expectCategory('services.yaml', ['services', index, 'category'], service.category);
  }

  const kinds = danger?.kinds ?? [];
  refuseRepeats(
    kinds.map((kind) => kind.id),
    'danger.yaml',
    (index) => ['kinds', index, 'id'],
    report,
  );
  for (const [index, kind] of kinds.entries()) {
    expectCategory('danger.yaml', ['kinds', index, 'category'], kind.category);
  }
}

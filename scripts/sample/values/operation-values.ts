import { applicableFields } from '../../../src/domain/requests/check-form.ts';
import type { RequestType, Values } from '../../../src/domain/requests/define.ts';
import type { ContentKind } from '../contents.ts';
import type { Scene } from '../scene.ts';
import { OPERATING_NOTES } from '../texts/messages.ts';
import { link } from './units-and-users.ts';

/** What an operator fills into the operation form (section 5). */
export function operationValues(type: RequestType, scene: Scene, request: Values): Values {
  const { random } = scene;
  switch (type.key) {
    case 'stripe_disputes':
      return {
        premiumDisputes: request.premiumDisputes,
        riDisputes: request.riDisputes,
        notes: scene.write(OPERATING_NOTES),
      };
    case 'xml_files':
      return { ...outputFiles(type, scene, request), notes: scene.write(OPERATING_NOTES) };
    case 'address_validation':
      return {
        validUnits: random.whole(12, 420),
        invalidUnits: random.whole(0, 24),
        ...counts(type, scene, request),
        assetsLink: link(scene, 'assets'),
        ...(random.chance(0.5) ? { successLink: link(scene, 'valid') } : {}),
        ...(random.chance(0.3) ? { failedLink: link(scene, 'failed') } : {}),
        assetsUploaded: random.chance(0.8),
        accountsCreated: random.chance(0.6),
        operatingNotes: scene.write(OPERATING_NOTES),
      };
    default:
      return {
        ...counts(type, scene, request),
        ...(random.chance(0.25) ? { processingReportRows: random.whole(5, 300) } : {}),
        ...(random.chance(0.35) ? { operatorSpreadsheetLink: link(scene, 'working-sheet') } : {}),
        ...(random.chance(0.6) ? { operatingNotes: scene.write(OPERATING_NOTES) } : {}),
      };
  }
}

/** A QA agent mostly confirms, sometimes corrects a count (L11). */
export function checkedOperation(operation: Values, scene: Scene): Values {
  const { propertiesUpdated } = operation;
  return typeof propertiesUpdated === 'number' && scene.random.chance(0.12)
    ? { ...operation, propertiesUpdated: propertiesUpdated + 1 }
    : operation;
}

function counts(type: RequestType, scene: Scene, request: Values): Values {
  const { random } = scene;
  const properties = Array.isArray(request.properties) ? request.properties.length : 0;
  return {
    ...(type.key === 'user_records' ? { usersUpdated: random.whole(1, 24) } : {}),
    // F-UR2
    ...type.operation.prefill(request),
    propertiesUpdated: properties > 0 ? properties : random.whole(0, 12),
    ...(random.chance(0.3) ? { bulkUpdates: random.whole(1, 4) } : {}),
    ...(random.chance(0.3) ? { manualPropertyUpdates: random.whole(1, 6) } : {}),
    ...(random.chance(0.2) ? { manualUnitUpdates: random.whole(1, 40) } : {}),
    ...(random.chance(0.25) ? { csvRows: random.whole(10, 900) } : {}),
  };
}

/** Every file that this state and these carriers ask for, whatever the type file says they are. */
function outputFiles(type: RequestType, scene: Scene, request: Values): Values {
  const files = applicableFields(type.operation.fields, {}, request).flatMap((field) => {
    if (field.kind !== 'file') return [];
    const kind = contentFor(field.accept?.extensions ?? []);
    return [[field.name, scene.upload(kind, `${field.label} ${String(request.state)}`)]];
  });
  return Object.fromEntries(files);
}

function contentFor(extensions: readonly string[]): ContentKind {
  if (extensions.includes('.zip')) return 'archive';
  return extensions.includes('.xml') ? 'xml' : 'output';
}

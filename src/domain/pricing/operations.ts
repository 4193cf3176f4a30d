/** The ten operations that have prices (section 6), in the order in which lists show them. */

export const OPERATION_KEYS = [
  'user_update',
  'property_update',
  'bulk_update',
  'manual_property_update',
  'manual_unit_update',
  'csv_row',
  'processing_report_row',
  'address_validation_unit',
  'stripe_dispute',
  'xml_file',
] as const;
export type OperationKey = (typeof OPERATION_KEYS)[number];

export interface Operation {
  readonly name: string;
  /** What is counted, said beside the name where it helps. */
  readonly counts: string;
}

export const OPERATIONS: Readonly<Record<OperationKey, Operation>> = {
  user_update: { name: 'User update', counts: 'users updated' },
  property_update: { name: 'Property update', counts: 'properties updated' },
  bulk_update: { name: 'Bulk update', counts: 'bulk updates' },
  manual_property_update: { name: 'Manual property update', counts: 'manual property updates' },
  manual_unit_update: { name: 'Manual unit update', counts: 'manual unit updates' },
  csv_row: { name: 'CSV row', counts: 'CSV rows' },
  processing_report_row: { name: 'Processing-report row', counts: 'processing-report rows' },
  address_validation_unit: {
    name: 'Address-validation unit',
    counts: 'valid and invalid units together',
  },
  stripe_dispute: { name: 'Stripe dispute', counts: 'premium and RI disputes together' },
  xml_file: { name: 'XML file', counts: 'carriers' },
};

/** From the items of the Orders table to the shapes that the rest of this program uses. */
import type { AttributeValue, Item } from './dynamodb-stream-event.js';

export interface Discount {
  code: string;
  percent: number;
}

export interface OrderItem {
  customer: string;
  status: string;
  placedAt: string;
  lines: Item[];
  /** Most orders have none. */
  discount?: Discount;
  giftWrapped: boolean;
  /** For the driver; often empty. */
  note: string;
  tags: string[];
  parcelWeightsKg: number[];
  /** Sizes in bytes. */
  labelSizes: number[];
}

export interface PaymentItem {
  amount: number;
  method: string;
  /** A hash of the receipt, so that two payments can be told apart. */
  receipt: string;
}

export function readOrder(item: Item): OrderItem {
  const discount = item.discount?.M;
  return {
    customer: item.customer.S ?? '',
    status: item.status.S ?? 'unknown',
    placedAt: item.placedAt.S ?? '',
    lines: (item.lines.L ?? []).map((line) => line.M ?? {}),
    ...(discount && { discount: readDiscount(discount) }),
    giftWrapped: item.giftWrapped?.BOOL === true,
    note: readNote(item.note),
    tags: item.tags?.SS ?? [],
    parcelWeightsKg: (item.parcelWeightsKg?.NS ?? []).map(Number),
    labelSizes: (item.labels?.BS ?? []).map(decodedSize),
  };
}

export function readPayment(item: Item): PaymentItem {
  return {
    amount: Number(item.amount.N),
    method: item.method.S ?? 'unknown',
    receipt: item.receipt?.B ?? '',
  };
}

function readDiscount(discount: Item): Discount {
  return { code: discount.code.S ?? '', percent: Number(discount.percent.N) };
}

/** The web shop writes NULL for an empty note, the phone app leaves it out. */
function readNote(note: AttributeValue | undefined): string {
  return note === undefined || note.NULL === true ? '' : (note.S ?? '');
}

/** Four characters of base64 stand for three bytes, less the padding. */
function decodedSize(base64: string): number {
  const padding = base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0;
  return (base64.length / 4) * 3 - padding;
}

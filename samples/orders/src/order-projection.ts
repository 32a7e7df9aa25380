/**
 * The read model: for each order what it costs, what has been paid and where it stands.
 *
 * A batch may come twice, because Lambda tries again after an error. Therefore each
 * change sets what is true after it and adds nothing to what was there before.
 */
import type { Item, StreamRecord } from './dynamodb-stream-event.js';
import type { PaymentItem } from './order-item.js';
import { readOrder, readPayment } from './order-item.js';
import type { OrderTotals } from './order-totals.js';
import { orderTotals } from './order-totals.js';

export interface OrderView {
  orderId: string;
  customer: string;
  status: string;
  placedAt: string;
  tags: string[];
  totals: OrderTotals;
  heaviestParcelKg: number;
  labelBytes: number;
  /** By the payment's sort key. */
  payments: Map<string, PaymentItem>;
}

const TIME_TO_LIVE = 'dynamodb.amazonaws.com';

export class OrderProjection {
  /** By order id. */
  private readonly orders = new Map<string, OrderView>();
  private readonly openCarts = new Set<string>();
  private readonly abandonedCarts = new Set<string>();

  /** @returns what the change did, in a few words */
  apply(record: StreamRecord): string {
    const { Keys, NewImage } = record.dynamodb;
    const [kind, id] = (Keys.pk.S ?? '').split('#');
    const part = Keys.sk.S ?? '';
    if (kind === 'CART') return this.applyCart(id, record);
    if (kind !== 'ORDER') return `ignored ${kind}`;
    if (part.startsWith('PAYMENT#')) return this.applyPayment(id, part, NewImage);
    return NewImage ? this.putOrder(id, NewImage) : this.removeOrder(id);
  }

  /** One line for the log. */
  summary(): string {
    const views = [...this.orders.values()];
    const open = views.filter((order) => outstanding(order) > 0).length;
    return `${views.length} orders (${open} not yet paid), ${this.openCarts.size} open carts, ${this.abandonedCarts.size} abandoned`;
  }

  private putOrder(orderId: string, image: Item): string {
    const order = readOrder(image);
    const totals = orderTotals(order);
    this.orders.set(orderId, {
      orderId,
      customer: order.customer,
      status: order.status,
      placedAt: order.placedAt,
      tags: order.tags,
      totals,
      heaviestParcelKg: Math.max(0, ...order.parcelWeightsKg),
      labelBytes: order.labelSizes.reduce((bytes, size) => bytes + size, 0),
      payments: this.orders.get(orderId)?.payments ?? new Map(),
    });
    return `order ${orderId} is ${order.status}, ${totals.pieces} pieces, ${totals.total.toFixed(2)} EUR`;
  }

  private removeOrder(orderId: string): string {
    return this.orders.delete(orderId) ? `order ${orderId} is gone` : `order ${orderId} was not known`;
  }

  /** A payment may come before its order: they are different items, and the order may be in another capture. */
  private applyPayment(orderId: string, sortKey: string, image: Item | undefined): string {
    const order = this.orders.get(orderId);
    if (order === undefined) return `payment for order ${orderId}, which is not known`;
    if (image === undefined) {
      order.payments.delete(sortKey);
      return `payment for order ${orderId} was taken back`;
    }
    order.payments.set(sortKey, readPayment(image));
    const rest = outstanding(order);
    return `payment for order ${orderId}, ${rest > 0 ? `${rest.toFixed(2)} EUR to pay` : 'paid'}`;
  }

  private applyCart(cartId: string, record: StreamRecord): string {
    if (record.eventName !== 'REMOVE') {
      this.openCarts.add(cartId);
      return `cart ${cartId} is open`;
    }
    this.openCarts.delete(cartId);
    if (record.userIdentity?.principalId !== TIME_TO_LIVE) return `cart ${cartId} was checked out`;
    this.abandonedCarts.add(cartId);
    return `cart ${cartId} was abandoned`;
  }
}

function outstanding(order: OrderView): number {
  const paid = [...order.payments.values()].reduce((total, payment) => total + payment.amount, 0);
  return Math.max(0, Math.round((order.totals.total - paid) * 100) / 100);
}

import { Controller } from '@nestjs/common';
import {
  answerFieldRemark,
  fieldRemarkDeeds,
  insistOnFieldRemark,
  listFieldRemarks,
  noteFieldRemark,
} from '@scenario-lab/contracts/field-remarks';
import type { Received } from '@scenario-lab/contracts/route';
import type { SignedIn } from '@scenario-lab/domain/actor';
import { Who } from '../http/actor.decorator.js';
import { Input, Route } from '../http/route.decorator.js';
import { FieldRemarksService } from './field-remarks.service.js';

@Controller()
export class FieldRemarksController {
  constructor(private readonly service: FieldRemarksService) {}

  @Route(listFieldRemarks)
  list(@Who() actor: SignedIn, @Input() { params }: Received<typeof listFieldRemarks>) {
    return this.service.list(actor, params.thing, params.id);
  }

  @Route(noteFieldRemark)
  note(@Who() actor: SignedIn, @Input() { body }: Received<typeof noteFieldRemark>) {
    return this.service.note(actor, body);
  }

  @Route(answerFieldRemark)
  answer(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof answerFieldRemark>) {
    return this.service.answer(actor, params.id, body.text);
  }

  @Route(insistOnFieldRemark)
  insist(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof insistOnFieldRemark>) {
    return this.service.insist(actor, params.id, body.text);
  }

  @Route(fieldRemarkDeeds.settle)
  settle(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof fieldRemarkDeeds.settle>) {
    return this.service.end(actor, params.id, 'settle', body.remark);
  }

  @Route(fieldRemarkDeeds.withdraw)
  withdraw(@Who() actor: SignedIn, @Input() { params, body }: Received<typeof fieldRemarkDeeds.withdraw>) {
    return this.service.end(actor, params.id, 'withdraw', body.remark);
  }
}

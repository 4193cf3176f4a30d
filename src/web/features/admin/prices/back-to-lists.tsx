import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { priceListWords as words } from '../../../words/prices.ts';
import classes from './prices.module.css';

export function BackToLists() {
  return (
    <Link to="/admin/prices" className={classes.back}>
      <ArrowLeft size={14} aria-hidden="true" />
      {words.back}
    </Link>
  );
}

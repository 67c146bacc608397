"""Products, orders of each day, carts, complaints and parcels."""

import datetime

from worlds.world import Part, Refused, day_of, found, tool


class Shop(Part):
    def __init__(self, world):
        super().__init__(world)
        self.products = {
            id: {"product_id": id, "name": name}
            for id, name in (
                (self.new_id("pr"), name)
                for name in self.some(["Blue mug", "Bowl"], ["Blue mug, large", "Jug"]))}
        self.orders = {}
        for customer in self.some(["ina@elm.example", "jo@elm.example", "kit@elm.example"],
                                  ["lee@elm.example", "max@elm.example"]):
            id = self.new_id("R")
            self.orders[id] = {"order_id": id, "customer": customer, "status": "paid"}
        self.complaints = [
            {"order_id": id, "amount": 19.5 + number, "date": self.before(number * 2 + 1)}
            for number, id in enumerate(reversed(self.orders))]
        self.carts, self.parcels, self.files, self.jobs = {}, {}, {}, {}
        self.refunds, self.told, self.mailed = [], [], []

    def before(self, days):
        return (self.day - datetime.timedelta(days=days)).isoformat()

    def takings(self, first, last):
        """Of some days: each has its own."""
        first, last = day_of(first), min(day_of(last), self.day)
        days = range(first.toordinal(), last.toordinal() + 1)
        return sum(10_000 + day * 37 % 900 for day in days) + 0.25

    @tool
    def sum_orders(self, from_date, to_date):
        return {"from": from_date, "to": to_date, "takings": self.takings(from_date, to_date)}

    @tool
    def export_orders(self, from_date, to_date):
        return {"export": {
            "export_id": self.new_id("exp_"), "takings": self.takings(from_date, to_date)}}

    @tool
    def save_orders(self, start, end, file):
        id = self.new_id("csv-")
        self.files[id] = {"file": file, "takings": self.takings(start, end)}
        return f"Saved as {file}.\nFile ID: {id}\nRows: 40"

    @tool
    def start_export(self):
        id = self.new_id("job-")
        self.jobs[id] = 0
        return {"job": {"job_id": id}}

    @tool
    def get_job(self, job_id):
        """Is done when it is asked for the third time."""
        found(self.jobs, job_id, "job")
        self.jobs[job_id] += 1
        if self.jobs[job_id] < 3:
            return {"state": "running"}
        id = self.new_id("csv-")
        self.files[id] = {"file": "orders.csv"}
        return {"state": "done", "file_id": id}

    @tool
    def mail_file(self, file_id, to, subject):
        self.mailed.append({**found(self.files, file_id, "file"), "to": to, "subject": subject})
        return {"sent": True}

    @tool
    def find_orders(self, status):
        return {"orders": [
            {"order_id": order["order_id"], "customer": order["customer"]}
            for order in self.orders.values() if order["status"] == status]}

    @tool
    def ship_order(self, order_id):
        found(self.orders, order_id, "order")["status"] = "shipped"
        tracking = self.new_id("TRK")
        self.parcels[tracking] = order_id
        return {"parcel": {"tracking": tracking}}

    @tool
    def tell_customer(self, customer, tracking):
        self.told.append({"customer": customer, "order": found(self.parcels, tracking, "parcel")})
        return {"told": True}

    @tool
    def find_complaints(self, since, until):
        return {"complaints": [
            {"order_id": complaint["order_id"], "amount": complaint["amount"]}
            for complaint in self.complaints
            if day_of(since) <= day_of(complaint["date"]) <= day_of(until)]}

    @tool
    def refund_order(self, order_id, amount):
        found(self.orders, order_id, "order")["status"] = "refunded"
        self.refunds.append({"order_id": order_id, "amount": amount})
        return {"refunded": True}

    @tool
    def search_products(self, query):
        return {"products": [
            product for product in self.products.values()
            if query.lower() in product["name"].lower()]}

    @tool
    def add_to_cart(self, product_id, quantity):
        if not isinstance(quantity, int):
            raise Refused("How many is a whole number.")
        id = self.new_id("cart-")
        self.carts[id] = {"product": found(self.products, product_id, "product")["name"],
                          "quantity": quantity, "delivered_to": None}
        return {"cart": {"cart_id": id, "quantity": quantity}}

    @tool
    def check_out(self, cart_id, deliver_to):
        found(self.carts, cart_id, "cart")["delivered_to"] = deliver_to
        return {"ordered": True}

/** A program that answers by the law of the data. */
export const honest = `
import csv, json
task = json.load(open('/in/task.json'))
with open('/in/' + task['inputs'], newline='') as source, open('/out/predictions.csv', 'w', newline='') as out:
    writer = csv.writer(out)
    writer.writerow(['id', 'prediction'])
    for row in csv.DictReader(source): writer.writerow([row['id'], repr(40 - 1.25 * float(row['temperature']) + 6.5 * float(row['occupancy']))])
`;
